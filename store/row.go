package store

import (
	"encoding/binary"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// Row is what the queue shows of one incident. Dates, outcome, age and all
// that the test says are of the effective facts.
type Row struct {
	Number  Number
	Key     model.Key
	Name    string
	Role    model.Role
	Offence string

	State     model.QueueState
	Verdict   model.Verdict
	Decision  model.DecisionKind // the standing one, out of date or not
	Outcome   model.Outcome
	OneFact   model.Field
	ToConfirm model.FieldSet
	Flags     model.FlagSet
	Events    int
	AgeThen   int // -1 where unknown
	IncidentDate,
	DueDate,
	Remind model.Date // when it comes back by its decision, zero for never
}

// QueueRow is the part of a Row that is kept ready: 32 bytes a record, 128
// records a value, so that a page of the queue is one or two reads.
type QueueRow struct {
	Live      bool // a record that counts: there, and not withdrawn
	State     model.QueueState
	Verdict   model.Verdict
	decision  model.DecisionKind
	Outcome   model.Outcome
	OneFact   model.Field
	Age       int8 // -1 where unknown
	Role      model.Role
	ToConfirm model.FieldSet
	Flags     model.FlagSet
	events    uint16
	Incident  model.Date
	Due       model.Date
	Remind    model.Date
}

const (
	RowSize = 32
	// RowsPerBlock is how many records have their rows in one value.
	RowsPerBlock = 128
	// BlockSize is how many bytes such a value has.
	BlockSize = RowSize * RowsPerBlock
)

// Pack writes the row as its block has it.
func (q *QueueRow) Pack(b []byte) {
	b[0] = 0
	if q.Live {
		b[0] = 1
	}
	b[1], b[2], b[3] = byte(q.State), byte(q.Verdict), byte(q.decision)
	b[4], b[5], b[6], b[7] = byte(q.Outcome), codec.FieldNumber(q.OneFact), byte(q.Age), byte(q.Role)
	binary.BigEndian.PutUint64(b[8:], codec.PackFields(q.ToConfirm)<<16|uint64(q.Flags)&(1<<16-1))
	binary.BigEndian.PutUint16(b[16:], q.events)
	binary.BigEndian.PutUint16(b[18:], uint16(q.Flags>>16))
	binary.BigEndian.PutUint32(b[20:], uint32(q.Incident))
	binary.BigEndian.PutUint32(b[24:], uint32(q.Due))
	binary.BigEndian.PutUint32(b[28:], uint32(q.Remind))
}

// UnpackRow reads a row as its block has it.
func UnpackRow(b []byte) (q QueueRow) {
	packed := binary.BigEndian.Uint64(b[8:])
	return QueueRow{
		Live:      b[0] == 1,
		State:     model.QueueState(b[1]),
		Verdict:   model.Verdict(b[2]),
		decision:  model.DecisionKind(b[3]),
		Outcome:   model.Outcome(b[4]),
		OneFact:   codec.FieldOfNumber(b[5]),
		Age:       int8(b[6]),
		Role:      model.Role(b[7]),
		ToConfirm: codec.UnpackFields(packed >> 16),
		Flags:     model.FlagSet(packed&(1<<16-1)) | model.FlagSet(binary.BigEndian.Uint16(b[18:]))<<16,
		events:    binary.BigEndian.Uint16(b[16:]),
		Incident:  model.Date(binary.BigEndian.Uint32(b[20:])),
		Due:       model.Date(binary.BigEndian.Uint32(b[24:])),
		Remind:    model.Date(binary.BigEndian.Uint32(b[28:])),
	}
}

// rowOf makes the queue row of record i from its assessment.
func rowOf(c *model.Case, i int, a *model.Assessment, state model.QueueState, latest *model.Decision) QueueRow {
	f := c.Facts(i)
	q := QueueRow{
		Live: true, State: state, Verdict: a.Verdict, Outcome: f.Outcome(), OneFact: a.OneFact,
		Age: int8(min(a.AgeThen, 127)), Role: f.Role(), ToConfirm: a.ToConfirm, Flags: a.Flags,
		events: uint16(min(a.Events, 1<<16-1)), Incident: f.Date(model.IncidentDate), Due: f.Date(model.DueDate),
	}
	if latest.Stands() {
		q.decision, q.Remind = latest.Kind, latest.ComesBack()
	}
	return q
}

// Block reads the block of rows that holds a record; a new one of blank rows
// where none is kept.
func (r *Reader) Block(n Number) ([]byte, error) {
	b, err := r.Get(BucketQueue, NumberKey(n/RowsPerBlock))
	if err != nil {
		return nil, err
	}
	if len(b) != BlockSize {
		if b != nil {
			return nil, vault.ErrCodec
		}
		return make([]byte, BlockSize), nil
	}
	return b, nil
}

// RowIn is a record's row in its block, packed.
func RowIn(block []byte, n Number) []byte {
	at := int(n%RowsPerBlock) * RowSize
	return block[at : at+RowSize]
}

// Rows reads the queue rows of the records named, in that order: what one
// page of the queue shows.
func (s *Store) Rows(numbers []Number) ([]Row, error) {
	rows := make([]Row, 0, len(numbers))
	err := s.View(func(r *Reader) error {
		held, block := Number(0), []byte(nil)
		for _, n := range numbers {
			if block == nil || held != n/RowsPerBlock {
				var err error
				if block, err = r.Block(n); err != nil {
					return err
				}
				held = n / RowsPerBlock
			}
			row, err := r.row(n, UnpackRow(RowIn(block, n)))
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}

func (r *Reader) row(n Number, q QueueRow) (Row, error) {
	value, err := r.latestSource(n)
	if err != nil {
		return Row{}, err
	}
	_, payload, err := vault.Unstamp(value)
	if err != nil {
		return Row{}, err
	}
	h, err := codec.DecodeHead(payload)
	if err != nil {
		return Row{}, err
	}
	return Row{
		Number: n, Key: h.Key, Name: h.Name, Offence: h.Offence, Role: q.Role,
		State: q.State, Verdict: q.Verdict, Decision: q.decision, Outcome: q.Outcome, OneFact: q.OneFact,
		ToConfirm: q.ToConfirm, Flags: q.Flags, Events: int(q.events), AgeThen: int(q.Age),
		IncidentDate: q.Incident, DueDate: q.Due, Remind: q.Remind,
	}, nil
}
