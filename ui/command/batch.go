package command

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
// is about 100 bytes a row beside its references.
type batch struct {
	rows []packedRow
	seed maphash.Seed

	// What group finds.
	order []uint32 // rows by case
	cases []caseSpan
	of    []uint32 // the case of a row, by row

	kept map[uint32]*model.Case // large cases that are not done yet
	one  uint32                 // the small case last loaded, and it
	last *model.Case
}

// packedRow is one row's facts that the test reads.
type packedRow struct {
	refs    string    // application_ref, person_ref, incident_ref and same_event_as
	ends    [3]uint16 // where the first three of them end
	tris    uint32    // two bits each, from model.Relevant on
	dates   [3]model.Date
	line    uint32
	person  uint64 // hash of person_ref
	content uint64 // hash of the whole row
	outcome model.Outcome
	again   bool // the same as an earlier row of its key
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
	return &batch{seed: maphash.MakeSeed(), kept: map[uint32]*model.Case{}}
}

var packedDates = [...]model.Field{model.IncidentDate, model.OutcomeDate, model.DateOfBirth}

// add keeps a row that has no problems.
func (b *batch) add(row *intake.Row) {
	f := &row.Facts
	key := f.Key()
	p := packedRow{
		refs: key.Application + key.Person + key.Incident + f.Text(model.SameEventAs),
		line: uint32(row.Line), outcome: f.Outcome(),
		person:  maphash.String(b.seed, key.Person),
		content: maphash.Comparable(b.seed, *f),
	}
	end := 0
	for i, ref := range []string{key.Application, key.Person, key.Incident} {
		end += len(ref)
		p.ends[i] = uint16(end)
	}
	for i, field := range packedDates {
		p.dates[i] = f.Date(field)
	}
	for field := model.Relevant; field <= model.IndicatorOfRisk; field++ {
		p.tris |= uint32(f.Tri(field)) << (2 * (field - model.Relevant))
	}
	b.rows = append(b.rows, p)
}

func (p *packedRow) applicationRef() string { return p.refs[:p.ends[0]] }
func (p *packedRow) personRef() string      { return p.refs[p.ends[0]:p.ends[1]] }
func (p *packedRow) incidentRef() string    { return p.refs[p.ends[1]:p.ends[2]] }

func (p *packedRow) facts() (f model.Facts) {
	f.SetText(model.ApplicationRef, p.applicationRef())
	f.SetText(model.PersonRef, p.personRef())
	f.SetText(model.IncidentRef, p.incidentRef())
	f.SetText(model.SameEventAs, p.refs[p.ends[2]:])
	for i, field := range packedDates {
		f.SetDate(field, p.dates[i])
	}
	for field := model.Relevant; field <= model.IndicatorOfRisk; field++ {
		f.SetTri(field, model.Tri(p.tris>>(2*(field-model.Relevant))&3))
	}
	f.SetOutcome(p.outcome)
	return f
}

// sameCase and compareCases order rows by individual, then application. The
// hash goes first only because it is quick.
func compareCases(a, b *packedRow) int {
	if c := comparePersons(a, b); c != 0 {
		return c
	}
	return strings.Compare(a.applicationRef(), b.applicationRef())
}

func comparePersons(a, b *packedRow) int {
	if c := cmp.Compare(a.person, b.person); c != 0 {
		return c
	}
	return strings.Compare(a.personRef(), b.personRef())
}

// group joins the rows into cases. clash is told of two rows of one key that
// differ, by their places in the file; the case is then not to be assessed.
func (b *batch) group(clash func(first, second *packedRow)) {
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
	b.of = make([]uint32, len(b.rows))
	for from := 0; from < len(b.order); {
		person := b.run(from, comparePersons)
		first := len(b.cases)
		for from < person {
			to := b.run(from, compareCases)
			b.addCase(from, to, clash)
			from = to
		}
		b.lookElsewhere(b.cases[first:])
	}
}

// run is where the rows end that compare equal to the one at from.
func (b *batch) run(from int, compare func(a, b *packedRow) int) int {
	to := from + 1
	for to < len(b.order) && compare(&b.rows[b.order[from]], &b.rows[b.order[to]]) == 0 {
		to++
	}
	return to
}

// addCase notes one case, without the rows that say again what one before
// them said.
func (b *batch) addCase(from, to int, clash func(first, second *packedRow)) {
	number := uint32(len(b.cases))
	if to-from > 1 {
		seen := make(map[string]*packedRow, to-from)
		for _, i := range b.order[from:to] {
			row := &b.rows[i]
			first := seen[row.incidentRef()]
			switch {
			case first == nil:
				seen[row.incidentRef()] = row
			case first.content == row.content:
				row.again = true
			default:
				clash(first, row)
			}
		}
	}
	span := caseSpan{from: uint32(from), to: uint32(to)}
	for _, i := range b.order[from:to] {
		b.of[i] = number
		if !b.rows[i].again {
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
	refs := map[string]bool{}
	for _, span := range cases {
		for _, i := range b.order[span.from:span.to] {
			refs[b.rows[i].incidentRef()] = true
		}
	}
	for i := range cases {
		cases[i].elsewhere = int(cases[i].left) < len(refs)
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
		if err := visit(c, c.Index(b.rows[n].incidentRef())); err != nil {
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
	var elsewhere []string
	if span.elsewhere { // the test asks whether there is one, not which
		elsewhere = []string{""}
	}
	c.Load(records, elsewhere)
	if large {
		b.kept[number] = c
	} else {
		b.one, b.last = number, c
	}
	return c
}
