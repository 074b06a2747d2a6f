package files

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake"
)

// batch is the records of one file, kept for assessment without a store. A
// case is assessed as a whole and its rows may lie anywhere in the file, so
// all rows are kept; but only of the facts that the test reads, packed, which
// is about 150 bytes a row beside its texts.
type batch struct {
	rows []packedRow
	seed maphash.Seed
	room *strings.Builder // for the texts of the next rows

	// What group finds.
	individuals *model.Individuals
	order       []uint32 // rows by case
	cases       []caseSpan
	of          []uint32 // the case of a row, by row
	at          []uint32 // its place in the case, by row

	kept map[uint32]*model.Case // large cases that are not done yet
	one  uint32                 // the small case last loaded, and it
	last *model.Case
}

// packedRow is one row's facts that the test reads.
type packedRow struct {
	texts   string              // the packedTexts, one after the other
	ends    [packedCount]uint16 // where each of them ends
	tris    uint32              // two bits each, from model.Relevant on
	dates   [3]model.Date
	line    uint32
	human   uint32 // the number of the person; of the joined individual from group on
	content uint64 // hash of the whole row
	outcome model.Outcome
	role    model.Role
	again   bool // the same as an earlier row of its key
}

const packedCount = 7

// packedTexts begin with the record's key.
var packedTexts = [packedCount]model.Field{
	model.ApplicationRef, model.PersonRef, model.IncidentRef, model.SameEventAs, model.SamePersonAs, model.PersonName, model.Involvement,
}

// caseSpan is one case: a run of order.
type caseSpan struct {
	from, to uint32
	left     uint32 // rows of it not yet given
	// elsewhere is set where the individual has, under another application,
	// an incident that the case does not hold.
	elsewhere bool
}

func newBatch() *batch {
	return &batch{seed: maphash.MakeSeed(), room: new(strings.Builder), individuals: model.NewIndividuals(), kept: map[uint32]*model.Case{}}
}

var packedDates = [...]model.Field{model.IncidentDate, model.OutcomeDate, model.DateOfBirth}

// add keeps a row that has no problems.
func (b *batch) add(row *intake.Row) {
	f := &row.Facts
	p := packedRow{
		line: uint32(row.Line), outcome: f.Outcome(), role: f.Role(),
		content: maphash.Comparable(b.seed, *f),
	}
	b.makeTextRoom(f)
	from := b.room.Len()
	for i, field := range packedTexts {
		b.room.WriteString(f.Text(field))
		p.ends[i] = uint16(b.room.Len() - from)
	}
	p.texts = b.room.String()[from:]
	for i, field := range packedDates {
		p.dates[i] = f.Date(field)
	}
	for field := model.Relevant; field <= model.IndicatorOfRisk; field++ {
		p.tris |= uint32(f.Tri(field)) << (2 * (field - model.Relevant))
	}
	// By the packed facts: those of the row are parts of all that it says, which
	// would be kept.
	own := p.facts()
	p.human = uint32(b.individuals.Add(&own))
	b.rows = append(b.rows, p)
}

// textRoom is how much room is made for texts in one go: a million texts of
// their own would each have to be looked at whenever memory is collected.
const textRoom = 1 << 20

// makeTextRoom makes room for the texts of a record where there is too little,
// as those that are there must stay where they are.
func (b *batch) makeTextRoom(f *model.Facts) {
	size := 0
	for _, field := range packedTexts {
		size += len(f.Text(field))
	}
	if b.room.Cap()-b.room.Len() < size {
		b.room = new(strings.Builder)
		b.room.Grow(max(textRoom, size))
	}
}

// makeRoom makes room for as many rows as the file is likely to have, where
// the next does not fit; never for more than a few times those there are.
func (b *batch) makeRoom(read, total int64) {
	if have := len(b.rows); have == cap(b.rows) && read > 0 && total > 0 {
		left := float64(have+1) / float64(read) * float64(max(total-read, 0))
		b.rows = slices.Grow(b.rows, min(int(left*1.02)+1, 3*have+1<<16))
	}
}

// text is the i-th of packedTexts.
func (p *packedRow) text(i int) string {
	if i == 0 {
		return p.texts[:p.ends[0]]
	}
	return p.texts[p.ends[i-1]:p.ends[i]]
}

func (p *packedRow) applicationRef() string { return p.text(0) }
func (p *packedRow) personRef() string      { return p.text(1) }
func (p *packedRow) incidentRef() string    { return p.text(2) }

func (p *packedRow) facts() (f model.Facts) {
	for i, field := range packedTexts {
		f.SetText(field, p.text(i))
	}
	for i, field := range packedDates {
		f.SetDate(field, p.dates[i])
	}
	for field := model.Relevant; field <= model.IndicatorOfRisk; field++ {
		f.SetTri(field, model.Tri(p.tris>>(2*(field-model.Relevant))&3))
	}
	f.SetOutcome(p.outcome)
	f.SetRole(p.role)
	return f
}

// compareCases orders rows by joined individual, then application.
func compareCases(a, b *packedRow) int {
	return cmp.Or(compareHumans(a, b), strings.Compare(a.applicationRef(), b.applicationRef()))
}

func compareHumans(a, b *packedRow) int { return cmp.Compare(a.human, b.human) }

func sameContent(a, b *packedRow) bool { return a.content == b.content }

// number gives the rows of one joined individual one number.
func (b *batch) number() {
	b.individuals.Settle()
	for i := range b.rows {
		b.rows[i].human = uint32(b.individuals.Root(int(b.rows[i].human)))
	}
}

// group joins the rows into cases. clash is told of two rows of one key that
// differ, by their places in the file; the case is then not to be assessed.
func (b *batch) group(clash func(first, second *packedRow)) {
	b.number()
	b.order = make([]uint32, len(b.rows))
	for i := range b.order {
		b.order[i] = uint32(i)
	}
	slices.SortFunc(b.order, func(i, j uint32) int {
		if c := compareCases(&b.rows[i], &b.rows[j]); c != 0 {
			return c
		}
		return cmp.Compare(i, j)
	})
	b.of, b.at = make([]uint32, len(b.rows)), make([]uint32, len(b.rows))
	for from := 0; from < len(b.order); {
		human := b.run(from, compareHumans)
		first := len(b.cases)
		for from < human {
			to := b.run(from, compareCases)
			b.addCase(from, to, clash)
			from = to
		}
		b.lookElsewhere(b.cases[first:])
	}
}

// run is where the rows end that compare equal to the one at from.
func (b *batch) run(from int, compare func(a, b *packedRow) int) int {
	return intake.RunEnd(from, len(b.order), func(i, j int) bool { return compare(&b.rows[b.order[i]], &b.rows[b.order[j]]) == 0 })
}

// addCase notes one case, without the rows that say again what one before
// them said.
func (b *batch) addCase(from, to int, clash func(first, second *packedRow)) {
	number := uint32(len(b.cases))
	if to-from > 1 {
		type hit struct{ person, incident string }
		seen := make(map[hit]*packedRow, to-from)
		for _, i := range b.order[from:to] {
			row := &b.rows[i]
			key := hit{row.personRef(), row.incidentRef()}
			first := seen[key]
			if first == nil {
				seen[key] = row
				continue
			}
			intake.OfOneKey([]*packedRow{first, row}, sameContent, func(r *packedRow) { r.again = true }, clash)
		}
	}
	span := caseSpan{from: uint32(from), to: uint32(to)}
	for _, i := range b.order[from:to] {
		b.of[i] = number
		if !b.rows[i].again {
			b.at[i] = span.left
			span.left++
		}
	}
	b.cases = append(b.cases, span)
}

// lookElsewhere finds which of one individual's cases lack an incident that
// another of them has: those that hold fewer than there are.
func (b *batch) lookElsewhere(cases []caseSpan) {
	if len(cases) < 2 {
		return
	}
	all, held := map[string]bool{}, make([]int, len(cases))
	for n, span := range cases {
		own := map[string]bool{}
		for _, i := range b.order[span.from:span.to] {
			ref := b.rows[i].incidentRef()
			own[ref], all[ref] = true, true
		}
		held[n] = len(own)
	}
	for n := range cases {
		cases[n].elsewhere = held[n] < len(all)
	}
}

// smallCase is how many rows a case has at most that is loaded again for each
// of them; a larger one is kept from its first row to its last. So memory is
// bounded, and time too.
const smallCase = 8

// each gives every record in the order of the file, with its case.
func (b *batch) each(visit func(c *model.Case, i int) error) error {
	for n := range b.rows {
		if b.rows[n].again {
			continue
		}
		number := b.of[n]
		c := b.load(number)
		span := &b.cases[number]
		if span.left--; span.left == 0 {
			delete(b.kept, number)
		}
		if err := visit(c, int(b.at[n])); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) load(number uint32) *model.Case {
	if b.last != nil && b.one == number {
		return b.last
	}
	if c := b.kept[number]; c != nil {
		return c
	}
	span := b.cases[number]
	large := span.to-span.from > smallCase
	var records []model.Record
	c := b.last
	if large || c == nil {
		c = &model.Case{}
	} else {
		records = c.Records[:0]
	}
	for _, i := range b.order[span.from:span.to] {
		if !b.rows[i].again {
			records = append(records, model.Record{Source: b.rows[i].facts()})
		}
	}
	of := b.individuals.Of(records)
	if span.elsewhere { // the test asks whether there is one, not which
		of.Elsewhere = []string{""}
	}
	c.Load(records, &of)
	if large {
		b.kept[number] = c
	} else {
		b.one, b.last = number, c
	}
	return c
}
