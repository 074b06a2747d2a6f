package importer

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"path/filepath"
	"runtime/debug"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/intake"
	"gd8/store/intake/mapping"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/vault"
)

// Options say how files are imported.
type Options struct {
	SkipBad       bool // let the cases without a refused row in
	DryRun        bool // check only
	AllowBlanking bool // let a blank replace a recorded value
	// AllowChangedIncident lets the date or the offence of a known incident
	// change from one recorded value to another.
	AllowChangedIncident bool
	// Again, where not blank, is why cases that were erased come again, for the
	// journal; else their rows are refused.
	Again   string
	Sheets  []string           // of a workbook; none is the one that has the columns
	Set     []mapping.Constant // what a field is in every row
	Ignore  []string           // columns to leave out, by name
	Map     *mapping.Mapping
	MaxSize int64
	// Progress, where not nil, is told now and then how far the import is.
	Progress func(Progress)
	// Problem, where not nil, is given every problem as it is found.
	Problem func(problem.Problem)
}

// Progress is how far an import is in one of its phases.
type Progress struct {
	Phase       string // "checking", "writing", "assessing", "undoing"
	Done, Total int64  // bytes while checking, rows or individuals after
}

// Report is what came of an import. New, Changed, Unchanged and Refused
// add up to Rows.
type Report struct {
	Rows, New, Changed, Unchanged, Refused int
	// Problems are what was wrong, in order, at most maxProblems of them;
	// ProblemCount is how many there were.
	Problems     []problem.Problem
	ProblemCount int
	// Bad is how many rows have a problem of their own; others are refused
	// with their case, or, where nothing is imported, with their file.
	Bad int
	// Others says that there are cases without a refused row, which SkipBad
	// lets in.
	Others bool
	// Unknown are the columns gd8 does not know and ignored, each once.
	Unknown []string
	// Notes say what was read and what was not: sheets, hidden and left-out rows.
	Notes []string
	// RefusedFiles are the files in which refused rows were put.
	RefusedFiles []string
	// QuestionCount is how many pairs of individuals, in the cases that the
	// import touched, may be one human and wait for an officer's answer;
	// Questions are the first of them.
	QuestionCount int
	Questions     []Question
}

const maxProblems = 10_000

// Errors of an import besides those of the file.
var (
	// ErrRefused says that rows were refused and nothing was imported; the
	// report lists the problems.
	ErrRefused = errors.New("nothing was imported: mend the rows listed")
	// ErrUnplaced says that a refused row could be of any case, so that no
	// case of the file is known to be whole.
	ErrUnplaced = errors.New("nothing was imported: a refused row cannot be placed in any case, so no case is known to be whole")
	// ErrJoined says that rows were refused in a file that says which
	// individuals are the same, so that no case of it is known to be whole.
	ErrJoined = errors.New("nothing was imported: rows were refused, and the file joins individuals with same_person_as, so no case is known to be whole; mend the rows listed")
	// ErrCancelled says that an import was cancelled.
	ErrCancelled = errors.New("import cancelled: the store is as it was")
)

// Import reads files as one import: all of them are checked first, and what
// they bring shows whole or not at all. A case of which any row is refused
// stays out whole. The sources are read twice and must not change meanwhile.
// Cancelled, the import is undone, and the error is ErrCancelled once that is
// done.
func Import(ctx context.Context, s *store.Store, actor store.Actor, sources []source.Source, o Options) (Report, error) {
	release, err := s.Reserve()
	if err != nil {
		return Report{}, err
	}
	defer release()
	// What an import holds of each row has no pointers, so that collecting more
	// often costs little, and keeps a million rows within 300 MiB.
	defer debug.SetGCPercent(debug.SetGCPercent(importGCPercent))
	im := newImporter(ctx, s, actor, sources, o)
	err = im.run()
	return im.report, err
}

func newImporter(ctx context.Context, s *store.Store, actor store.Actor, sources []source.Source, o Options) *importer {
	return &importer{s: s, ctx: ctx, actor: actor, sources: sources, o: o, seed: maphash.MakeSeed(), refusedCases: map[caseID]bool{}}
}

// importGCPercent is by how much the heap may grow before it is collected.
const importGCPercent = 40

// importer is one import.
type importer struct {
	s       *store.Store
	ctx     context.Context
	actor   store.Actor
	sources []source.Source
	o       Options
	report  Report

	seed maphash.Seed // of the hashes that no file keeps

	// What the check found, by row over all sources.
	rows         []rowPlan
	files        []filePlan
	incoming     []incoming
	refusedCases map[caseID]bool
	// alikeToRefused are those that stay out as they are alike to a refused one.
	alikeToRefused map[caseID]bool
	erased         store.Erased      // of the read that compares a file
	again          bool              // a case that was erased comes again
	unplaced       []problem.Problem // the first of each row that cannot be placed
	duplicates     map[uint32]string // why a row is refused besides its own problems

	// What was staged.
	base    vault.State // as published
	running vault.State // as it will be
	fresh   []byte      // queue rows of new records, packed, by number from base.next on
	changed map[store.Number]store.QueueRow
	alike   alikeness
}

// caseID stands for a case: the hashes of its individual and application.
type caseID [store.PersonSize + store.CaseSize]byte

// rowFate is what the check found a row to be.
type rowFate uint8

const (
	rowRefused rowFate = iota
	rowNew
	rowChanged
	rowUnchanged
)

// rowPlan is what is to become of one row.
type rowPlan struct {
	fate     rowFate
	together uint16 // see importer.rowsTogether
	number   store.Number
	line     uint32
}

// filePlan is what the check learned of one source.
type filePlan struct {
	fingerprint intake.Fingerprint
	header      []string
	rows        int
	refused     bool // some case of it stays out
}

func (im *importer) run() error {
	if err := im.s.View(func(r *store.Reader) error { im.base = r.State; return nil }); err != nil {
		return err
	}
	if err := im.check(); err != nil {
		return orCancelled(err)
	}
	im.keepOutAlike()
	im.settle()
	if err := im.ctx.Err(); err != nil {
		return orCancelled(err)
	}
	switch {
	case im.report.ProblemCount == 0:
	case !im.o.SkipBad && len(im.unplaced) > 0:
		return im.refuseAll(fmt.Errorf("%w, first %s: a refused row cannot be placed in any case, so no case is known to be whole", ErrRefused, im.toPlace()))
	case !im.o.SkipBad:
		return im.refuseAll(ErrRefused)
	case len(im.unplaced) > 0:
		return im.refuseAll(fmt.Errorf("%w; mend %s first", ErrUnplaced, im.toPlace()))
	}
	if im.o.SkipBad && im.report.ProblemCount > 0 && len(im.alike.joins) > 0 {
		return im.refuseAll(ErrJoined)
	}
	if err := im.s.View(im.findAlike); err != nil {
		return orCancelled(err)
	}
	if im.o.DryRun {
		return nil
	}
	err := store.DropStaged(im.s.File) // of an import that could not be undone
	if err == nil {
		err = im.stageAll()
	}
	if err == nil {
		im.reportQuestions()
		return nil
	}
	undone := store.DropStaged(im.s.File)
	switch {
	case undone == nil:
		return orCancelled(err)
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("import cancelled: nothing of it shows, and what it had written is cleared away before the next change; that could not be done now: %w", undone)
	}
	return errors.Join(err, undone)
}

// orCancelled is ErrCancelled in the place of the error that a cancelled
// context gave.
func orCancelled(err error) error {
	var unsettled *vault.UnsettledError
	if errors.Is(err, context.Canceled) && !errors.As(err, &unsettled) {
		return ErrCancelled
	}
	return err
}

// maxUnplacedNamed is how many rows an error names before it counts.
const maxUnplacedNamed = 3

// toPlace names the rows that cannot be placed in any case.
func (im *importer) toPlace() string {
	var rows []string
	for _, p := range im.unplaced[:min(len(im.unplaced), maxUnplacedNamed)] {
		rows = append(rows, p.Row())
	}
	if more := len(im.unplaced) - len(rows); more > 0 {
		rows = append(rows, fmt.Sprintf("%d more", more))
	}
	return strings.Join(rows, " and ")
}

// refuseAll counts every row as refused: none was imported.
func (im *importer) refuseAll(err error) error {
	im.report.New, im.report.Changed, im.report.Unchanged = 0, 0, 0
	im.report.Refused = im.report.Rows
	return err
}

func (im *importer) progress(phase string, done, total int64) {
	if im.o.Progress != nil {
		im.o.Progress(Progress{phase, done, total})
	}
}

func (im *importer) open(i int, again bool) (*intake.Reader, error) {
	o := intake.Options{Today: intake.LatestToday(im.s.Now()), MaxSize: im.o.MaxSize, Sheets: im.o.Sheets, Set: im.o.Set, Ignore: im.o.Ignore, Map: im.o.Map}
	if again {
		o.Expect = &im.files[i].fingerprint
	}
	return intake.NewReader(im.sources[i], o)
}

func (im *importer) problem(p problem.Problem) {
	im.report.ProblemCount++
	if len(im.report.Problems) < maxProblems {
		im.report.Problems = append(im.report.Problems, p)
	}
	if im.o.Problem != nil {
		im.o.Problem(p)
	}
}

func (im *importer) idOf(c model.CaseKey) caseID {
	p, k := im.s.PersonKey(c.Person), im.s.CaseKey(c)
	return caseID(append(p[:], k[:]...))
}

// originOf is how a record's origin names the file and, of a workbook, the
// sheet that it came from.
func originOf(file, sheet string) string {
	if sheet == "" {
		return file
	}
	return file + ", sheet " + sheet
}

// fileName is how a source is named in the journal and in a record's origin.
func fileName(src source.Source) string { return filepath.Base(src.Name()) }
