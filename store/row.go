package store

import (
	"encoding/binary"

	"gd8/model"
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
	Remind model.Date
}

// queueRow is the part of a Row that is kept ready: 32 bytes a record, 128
// records a value, so that a page of the queue is one or two reads.
type queueRow struct {
	live      bool // a record that counts: there, and not withdrawn
	state     model.QueueState
	verdict   model.Verdict
	decision  model.DecisionKind
	outcome   model.Outcome
	oneFact   model.Field
	age       int8
	role      model.Role
	toConfirm model.FieldSet
	flags     model.FlagSet
	events    uint16
	incident  model.Date
	due       model.Date
	remind    model.Date
}

const (
	rowSize      = 32
	rowsPerBlock = 128
	blockSize    = rowSize * rowsPerBlock
)

func (q *queueRow) pack(b []byte) {
	b[0] = 0
	if q.live {
		b[0] = 1
	}
	b[1], b[2], b[3] = byte(q.state), byte(q.verdict), byte(q.decision)
	b[4], b[5], b[6], b[7] = byte(q.outcome), fieldNumber(q.oneFact), byte(q.age), byte(q.role)
	binary.BigEndian.PutUint64(b[8:], packFields(q.toConfirm)<<16|uint64(q.flags)&(1<<16-1))
	binary.BigEndian.PutUint16(b[16:], q.events)
	binary.BigEndian.PutUint16(b[18:], uint16(q.flags>>16))
	binary.BigEndian.PutUint32(b[20:], uint32(q.incident))
	binary.BigEndian.PutUint32(b[24:], uint32(q.due))
	binary.BigEndian.PutUint32(b[28:], uint32(q.remind))
}

func unpackRow(b []byte) (q queueRow) {
	packed := binary.BigEndian.Uint64(b[8:])
	return queueRow{
		live:      b[0] == 1,
		state:     model.QueueState(b[1]),
		verdict:   model.Verdict(b[2]),
		decision:  model.DecisionKind(b[3]),
		outcome:   model.Outcome(b[4]),
		oneFact:   fieldOfNumber(b[5]),
		age:       int8(b[6]),
		role:      model.Role(b[7]),
		toConfirm: unpackFields(packed >> 16),
		flags:     model.FlagSet(packed&(1<<16-1)) | model.FlagSet(binary.BigEndian.Uint16(b[18:]))<<16,
		events:    binary.BigEndian.Uint16(b[16:]),
		incident:  model.Date(binary.BigEndian.Uint32(b[20:])),
		due:       model.Date(binary.BigEndian.Uint32(b[24:])),
		remind:    model.Date(binary.BigEndian.Uint32(b[28:])),
	}
}

// rowOf makes the queue row of record i from its assessment.
func rowOf(c *model.Case, i int, a *model.Assessment, state model.QueueState, latest *model.Decision) queueRow {
	f := c.Facts(i)
	q := queueRow{
		live: true, state: state, verdict: a.Verdict, outcome: f.Outcome(), oneFact: a.OneFact,
		age: int8(min(a.AgeThen, 127)), role: f.Role(), toConfirm: a.ToConfirm, flags: a.Flags,
		events: uint16(min(a.Events, 1<<16-1)), incident: f.Date(model.IncidentDate), due: f.Date(model.DueDate),
	}
	if latest.Stands() {
		q.decision, q.remind = latest.Kind, latest.Remind
	}
	return q
}

// block reads the block of rows that holds a record; a new one of blank rows
// where none is kept.
func (r *reader) block(n Number) ([]byte, error) {
	b, err := r.Get(bucketQueue, numberKey(n/rowsPerBlock))
	if err != nil {
		return nil, err
	}
	if len(b) != blockSize {
		if b != nil {
			return nil, vault.ErrCodec
		}
		return make([]byte, blockSize), nil
	}
	return b, nil
}

func rowIn(block []byte, n Number) []byte {
	at := int(n%rowsPerBlock) * rowSize
	return block[at : at+rowSize]
}

// Rows reads the queue rows of the records named, in that order: what one
// page of the queue shows.
func (s *Store) Rows(numbers []Number) ([]Row, error) {
	rows := make([]Row, 0, len(numbers))
	err := s.view(func(r *reader) error {
		held, block := Number(0), []byte(nil)
		for _, n := range numbers {
			if block == nil || held != n/rowsPerBlock {
				var err error
				if block, err = r.block(n); err != nil {
					return err
				}
				held = n / rowsPerBlock
			}
			row, err := r.row(n, unpackRow(rowIn(block, n)))
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}

func (r *reader) row(n Number, q queueRow) (Row, error) {
	value, err := r.latestSource(n)
	if err != nil {
		return Row{}, err
	}
	_, payload, err := vault.Unstamp(value)
	if err != nil {
		return Row{}, err
	}
	h, err := decodeHead(payload)
	if err != nil {
		return Row{}, err
	}
	return Row{
		Number: n, Key: h.key, Name: h.name, Offence: h.offence, Role: q.role,
		State: q.state, Verdict: q.verdict, Decision: q.decision, Outcome: q.outcome, OneFact: q.oneFact,
		ToConfirm: q.toConfirm, Flags: q.flags, Events: int(q.events), AgeThen: int(q.age),
		IncidentDate: q.incident, DueDate: q.due, Remind: q.remind,
	}, nil
}
