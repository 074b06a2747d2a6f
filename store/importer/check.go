package importer

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"strings"
	"sync"

	"gd8/model"
	"gd8/store"
	"gd8/store/intake"
	"gd8/store/intake/problem"
	"gd8/store/vault"
)

// This file is the first pass of an import: every row is read and compared
// with the store, and nothing is written.

// incoming is a row that is not refused by itself: 44 bytes a row, as a file
// may have two million.
type incoming struct {
	id      caseID
	ref     [store.RefSize]byte
	content [8]byte // of what the row says, to tell differing rows of one key
	row     uint32
}

func (im *importer) check() error {
	for i := range im.sources {
		if err := im.checkFile(i); err != nil {
			return err
		}
	}
	var signs sync.WaitGroup
	signs.Go(im.alike.sortSigns)
	sortByHash(im.incoming, func(in *incoming) uint64 { return binary.BigEndian.Uint64(in.id[:]) }, compareIncoming)
	im.checkDuplicates()
	signs.Wait()
	return nil
}

func compareIncoming(a, b incoming) int {
	if c := bytes.Compare(a.id[:], b.id[:]); c != 0 {
		return c
	}
	if c := bytes.Compare(a.ref[:], b.ref[:]); c != 0 {
		return c
	}
	return cmp.Compare(a.row, b.row)
}

// checkedRow is a row once it was read and compared with the store.
type checkedRow struct {
	plan     rowPlan
	problems []problem.Problem
	facts    model.Facts
	present  model.FieldSet
	of       model.CaseKey
	placed   bool // of is known
	signs    rowSigns
	asked    askedOf // of a refused row
}

// checkedBatch is some rows of a file, in order.
type checkedBatch struct {
	rows        []checkedRow
	read, total int64 // bytes of the file
	end         *fileEnd
}

// fileEnd is what is known of a file once all of it was read.
type fileEnd struct {
	filePlan
	unknown, notes []string
}

// nextBatch is the next of the batches that are made ahead; an import that was
// cancelled takes none.
func nextBatch[B any](ctx context.Context, batches *vault.Stream[B]) (b B, more bool, err error) {
	b, more, err = batches.Next()
	if err == nil {
		err = ctx.Err()
	}
	return b, more, err
}

func (im *importer) checkFile(i int) error {
	im.files = append(im.files, filePlan{})
	batches := vault.Ahead(func(yield func(checkedBatch) bool) error {
		// The transaction is open while batches wait to be taken; but nobody
		// writes while an import checks its files.
		return im.s.View(func(r *store.Reader) error { return im.compareFile(r, i, yield) })
	})
	defer batches.Stop()
	for {
		b, more, err := nextBatch(im.ctx, batches)
		if err != nil || !more {
			return err
		}
		im.makeRoom(len(b.rows), b.read, b.total)
		for k := range b.rows {
			im.checkRow(&b.rows[k])
		}
		im.progress("checking", b.read, b.total)
		if b.end == nil {
			continue
		}
		im.files[i] = b.end.filePlan
		im.report.Notes = append(im.report.Notes, b.end.notes...)
		before := map[string]bool{} // columns of the other files
		for _, name := range im.report.Unknown {
			before[name] = true
		}
		for _, name := range b.end.unknown {
			if !before[name] {
				im.report.Unknown = append(im.report.Unknown, name)
			}
		}
	}
}

// compareFile reads the rows of source i and compares them with the store.
func (im *importer) compareFile(r *store.Reader, i int, yield func(checkedBatch) bool) error {
	in, err := im.open(i, false)
	if err != nil {
		return err
	}
	defer in.Close()
	if im.erased, err = r.Erased(); err != nil {
		return err
	}
	for {
		b, bytes := checkedBatch{rows: make([]checkedRow, 0, rowsPerLook)}, 0
		for !full(len(b.rows), bytes) && b.end == nil {
			row, err := in.Next()
			if err == io.EOF {
				b.end = &fileEnd{filePlan{fingerprint: in.Fingerprint(), header: in.Header(), rows: in.Rows()}, in.Unknown(), in.Notes()}
				break
			}
			if err != nil {
				return err
			}
			checked := checkedRow{
				plan: rowPlan{line: uint32(row.Line)}, problems: row.Problems,
				facts: row.Facts, present: row.Present, of: row.Case, placed: row.CaseKnown,
			}
			if len(row.Problems) > 0 && im.o.SkipBad {
				checked.asked = im.ofRefused(&row)
				checked.signs = checked.asked.signs
			}
			if len(row.Problems) == 0 {
				if checked.plan, checked.problems, err = im.compare(r, &row, &checked.signs); err != nil {
					return err
				}
				if im.o.SkipBad && (len(checked.problems) > 0 || checked.plan.fate == rowUnchanged) {
					checked.signs = im.signsOfRow(&row.Facts)
				}
			}
			b.rows = append(b.rows, checked)
			bytes += row.Size
		}
		b.read, b.total = in.Progress()
		if !yield(b) || b.end != nil {
			return nil
		}
	}
}

// checkRow takes in a row that was compared.
func (im *importer) checkRow(row *checkedRow) {
	id := caseID{}
	if row.placed {
		id = im.idOf(row.of)
	}
	if len(row.problems) > 0 {
		row.plan.fate = rowRefused
		im.report.Bad++
		for _, p := range row.problems {
			im.problem(p)
		}
		if row.placed && !row.asked.nameUnread {
			im.refusedCases[id] = true
		} else {
			im.unplaced = append(im.unplaced, row.problems[0])
		}
	}
	in := incoming{id: id, content: contentOf(row, im.seed), row: uint32(len(im.rows))}
	if incident := row.facts.Text(model.IncidentRef); incident != "" {
		in.ref = im.s.RefKey(incident)
	}
	im.keepSigns(&row.signs, uint32(len(im.rows)))
	im.keepName(row, uint32(len(im.rows)))
	im.rows = append(im.rows, row.plan)
	im.report.Rows++
	im.incoming = append(im.incoming, in)
}

// compare finds what a row would change in the store, and by what signs its
// record would then be alike to others.
func (im *importer) compare(r *store.Reader, row *intake.Row, signs *rowSigns) (rowPlan, []problem.Problem, error) {
	plan := rowPlan{fate: rowNew, line: uint32(row.Line)}
	n, err := store.Number(0), error(nil)
	if r.Next > 1 {
		n, err = r.Find(row.Facts.Key())
	}
	if err != nil || n == 0 {
		*signs = im.signsOfRow(&row.Facts)
		if err != nil {
			return plan, nil, err
		}
		problems, err := im.erasedBefore(row)
		return plan, problems, err
	}
	known, err := r.Load(n)
	if err != nil {
		return plan, nil, err
	}
	old := &known.Source
	plan.number = n
	var problems []problem.Problem
	if !im.o.AllowBlanking {
		for _, f := range row.Present.Fields() {
			if old.Facts.Recorded(f) && !row.Facts.Recorded(f) {
				problems = append(problems, row.Problem(f, fmt.Sprintf("a blank would replace the recorded value %q", clip(old.Facts.Show(f))),
					"the value again, or the column left out; --allow-blanking lets blanks in"))
			}
		}
	}
	if !im.o.AllowChangedIncident {
		problems = append(problems, otherIncident(&old.Facts, row)...)
	}
	merged := merge(old.Facts, &row.Facts, row.Present)
	if merged == old.Facts && !old.Withdrawn {
		plan.fate = rowUnchanged
		return plan, problems, nil
	}
	plan.fate = rowChanged
	known.Record.Source = merged
	effective := known.Record.Effective()
	*signs = im.signsOfRow(&effective)
	return plan, problems, nil
}

// erasedBefore refuses a row of a case that was erased, unless it is to come
// again.
func (im *importer) erasedBefore(row *intake.Row) ([]problem.Problem, error) {
	var was *store.ErasedError
	switch err := im.erased.Was(row.Facts.Key().Case()); {
	case err == nil:
		return nil, nil
	case !errors.As(err, &was):
		return nil, err
	case strings.TrimSpace(im.o.Again) != "":
		im.again = true
		return nil, nil
	}
	return []problem.Problem{row.Problem(model.PersonRef, was.Error(),
		"such a case with --again and the reason why it comes again")}, nil
}

// otherIncident says where a row may be of another incident than the one that
// the store has under its references: a number that is used again has another
// date or another offence, and would turn two incidents into one.
func otherIncident(old *model.Facts, row *intake.Row) (problems []problem.Problem) {
	for _, f := range []model.Field{model.IncidentDate, model.Offence} {
		if row.Present.Has(f) && old.Recorded(f) && row.Facts.Recorded(f) && old.Get(f) != row.Facts.Get(f) {
			problems = append(problems, row.Problem(f,
				fmt.Sprintf("the %s of %s would change from %q to %q: this may be another incident under a number that was used again",
					strings.ToLower(f.Title()), clip(row.Facts.Text(model.IncidentRef)), clip(old.Show(f)), clip(row.Facts.Show(f))),
				"an incident_ref of its own; where it is the same incident, --allow-changed-incident lets the change in"))
		}
	}
	return problems
}

// merge puts what a row says over facts; a column that the row has not leaves
// its field as it is.
func merge(facts model.Facts, row *model.Facts, present model.FieldSet) model.Facts {
	for _, f := range present.Fields() {
		facts.Set(f, row.Get(f))
	}
	return facts
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "..."
	}
	return s
}

func contentOf(row *checkedRow, seed maphash.Seed) (content [8]byte) {
	var h maphash.Hash
	h.SetSeed(seed)
	maphash.WriteComparable(&h, row.facts)
	maphash.WriteComparable(&h, row.present)
	binary.NativeEndian.PutUint64(content[:], h.Sum64())
	return content
}

func (im *importer) sameCase(i, j int) bool { return im.incoming[i].id == im.incoming[j].id }

func (im *importer) samePerson(i, j int) bool {
	return string(im.incoming[i].id[:store.PersonSize]) == string(im.incoming[j].id[:store.PersonSize])
}

// checkDuplicates refuses rows of one key that differ. Rows of one key that
// say the same are one row, the others unchanged.
func (im *importer) checkDuplicates() {
	im.duplicates = map[uint32]string{}
	sameKey := func(i, j int) bool { return im.sameCase(i, j) && im.incoming[i].ref == im.incoming[j].ref }
	for from, to := range intake.Runs(len(im.incoming), sameKey) {
		if to-from > 1 {
			im.checkSameKey(im.incoming[from:to])
		}
	}
}

func (im *importer) checkSameKey(same []incoming) {
	if same[0].id == (caseID{}) || same[0].ref == ([store.RefSize]byte{}) {
		return // rows whose references could not be read share no key
	}
	again := func(other incoming) {
		if im.rows[other.row].fate != rowRefused {
			im.rows[other.row].fate = rowUnchanged
		}
	}
	differs := func(first, other incoming) {
		im.refusedCases[first.id] = true
		if im.duplicates[first.row] == "" {
			im.refuseDuplicate(first.row, other.row)
		}
		im.refuseDuplicate(other.row, first.row)
	}
	intake.OfOneKey(same, func(first, other incoming) bool { return first.content == other.content }, again, differs)
}

func (im *importer) refuseDuplicate(row, other uint32) {
	file, otherFile := im.sourceOfRow(row), im.sourceOfRow(other)
	elsewhere := ""
	if otherFile != file {
		elsewhere = fileName(im.sources[otherFile])
	}
	p := intake.Differs(im.sources[file].Name(), int(im.rows[row].line), int(im.rows[other].line), elsewhere)
	if im.rows[row].fate != rowRefused {
		im.report.Bad++
	}
	im.rows[row].fate = rowRefused
	im.duplicates[row] = p.Reason()
	im.problem(p)
}

// sourceOfRow is the source that a row over all sources came from.
func (im *importer) sourceOfRow(row uint32) int {
	for i := range im.files {
		if int(row) < im.files[i].rows {
			return i
		}
		row -= uint32(im.files[i].rows)
	}
	return len(im.files) - 1
}

// settle refuses every row of a case that stays out, and counts.
func (im *importer) settle() {
	for i := range im.incoming {
		in := &im.incoming[i]
		plan := &im.rows[in.row]
		if im.refusedCases[in.id] && in.id != (caseID{}) {
			plan.fate = rowRefused
			im.files[im.sourceOfRow(in.row)].refused = true
		}
		switch plan.fate {
		case rowNew:
			im.report.New++
		case rowChanged:
			im.report.Changed++
		case rowUnchanged:
			im.report.Unchanged++
		default:
			im.report.Refused++
		}
	}
	im.report.Others = len(im.unplaced) == 0 && im.report.Refused < im.report.Rows
}

// errChangedBetween says that a second pass met another file than the first.
var errChangedBetween = errors.New("nothing was imported: the file changed while gd8 was reading it; start again when nothing else writes to it")
