package files

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store"
	"gd8/store/importer"
	"gd8/store/intake"
	"gd8/store/intake/mapping"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/intake/unread"
	"gd8/store/location"
	"gd8/ui/command/output"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
	"gd8/ui/report"
	"gd8/ui/term"
)

// readFlags say how an input is read, for import and assess.
type readFlags struct {
	mapping     string
	sheets      []string
	set, ignore []string
	maxSize     usage.Size
}

func (f *readFlags) add(c *cobra.Command) {
	f.addSource(c)
	c.Flags().StringVar(&f.mapping, "map", "", "a `FILE` that maps your own column names and values to gd8's")
	c.Flags().StringArrayVar(&f.set, "set", nil, "what a field is in every row, as `FIELD=VALUE` (application_ref=F001; may be repeated)")
	c.Flags().StringArrayVar(&f.ignore, "ignore-column", nil, "leave out the column of that `NAME` (may be repeated)")
}

// addSource adds what says how a file is read before its names are known.
func (f *readFlags) addSource(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.sheets, "sheet", nil, "the `NAME` of a sheet of an XLSX workbook (may be repeated; else the one that has the columns)")
	c.Flags().Var(&f.maxSize, "max-size", "the largest file to read, such as 2GiB (else 1GiB, XLSX 20MiB, standard input of an import 256MiB)")
}

// options are how the flags say that a file is read.
func (f *readFlags) options(c *cobra.Command) (o intake.Options, err error) {
	o = intake.Options{Sheets: f.sheets, Ignore: f.ignore, MaxSize: int64(f.maxSize)}
	for _, s := range f.set {
		constant, err := mapping.ParseConstant(s)
		if err != nil {
			return o, usage.Errorf(c, "--set: %v", err)
		}
		o.Set = append(o.Set, constant)
	}
	if f.mapping != "" {
		m, err := mapping.Read(f.mapping)
		if err != nil {
			return o, err
		}
		o.Map = &m
	}
	return o, nil
}

func (p commands) importCommand() *cobra.Command {
	var read readFlags
	var o importer.Options
	var allProblems, noMap bool
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "Bring incidents from files into the store",
		Long: `import reads CSV, JSON or XLSX files (- is standard input) into the store. All
of them are checked first: if any row is refused, nothing is imported and the
problems are listed by cause, all of them with --all-problems.
A file with columns of its own is read with --map, or with the mapping that was
saved for these columns; at a terminal gd8 proposes one and asks.
With --skip-bad the cases without a refused row go in, and all rows of the
others are written beside their file as NAME.refused.csv, with the reason.

Importing a file again changes nothing that is the same; changed rows become
new versions of their facts. A blank does not replace a recorded value unless
--allow-blanking is given. Where the recorded date or offence of an incident
would change, the row is refused: it is nearly always another incident under a
number that was used again; --allow-changed-incident lets the change in. A case
that was erased is refused, until --again says why it comes again. An
import shows whole or not at all: when it is interrupted, the store is as it
was.`,
		Example: `  gd8 import hits.csv
  gd8 import --dry-run hits.csv              check only
  gd8 import --skip-bad hits.csv more.json   let the good cases in
  gd8 import --sheet Hits --map force.toml hits.xlsx
  gd8 import --set application_ref=F001 search.csv`,
		Args: usage.AtLeastOne("the file to import"),
		RunE: func(c *cobra.Command, args []string) error {
			from, err := read.options(c)
			if err != nil {
				return err
			}
			o.Sheets, o.MaxSize, o.Map, o.Set, o.Ignore = from.Sheets, from.MaxSize, from.Map, from.Set, from.Ignore
			how := importing{o, allProblems}
			if _, err := p.Actor(); err != nil {
				return err // before an officer has mapped a file for nothing
			}
			if o.Map == nil && !noMap && len(args) == 1 && args[0] != "-" && !isPipe(args[0]) {
				if err := p.mapped(args[0], &how); err != nil {
					return err
				}
			}
			return p.importFiles(args, how)
		},
	}
	read.add(c)
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "check the files and change nothing")
	c.Flags().BoolVar(&o.SkipBad, "skip-bad", false, "import the cases without a refused row")
	p.AddEncrypt(c)
	c.Flags().BoolVar(&allProblems, "all-problems", false, "list every problem, not the first of each cause")
	c.Flags().BoolVar(&noMap, "no-map", false, "use no mapping that was saved for the file's columns, and ask for none")
	c.Flags().BoolVar(&o.AllowBlanking, "allow-blanking", false, "let a blank replace a recorded value")
	c.Flags().StringVar(&o.Again, "again", "", "let cases in that were erased before; the `REASON` is journalled")
	c.Flags().BoolVar(&o.AllowChangedIncident, "allow-changed-incident", false, "let the date or offence of a known incident change")
	return c
}

// importing is how files are imported.
type importing struct {
	importer.Options
	allProblems bool
}

func (p commands) importFiles(names []string, o importing) error {
	// The signals are caught before the store is there, and stay caught to the
	// end: a second Ctrl-C finds the import being undone and has nothing to add.
	ctx, stop := p.UntilEnded()
	defer stop()
	if o.DryRun {
		return p.dryRun(ctx, names, o)
	}
	return p.WithNewStore(func(s *store.Store, actor store.Actor) error {
		return p.importInto(ctx, s, actor, names, o)
	})
}

// dryRun checks files against the store, or, where there is none yet, against
// an empty one that goes away: a check must leave nothing behind.
func (p commands) dryRun(ctx context.Context, names []string, o importing) error {
	check := func(s *store.Store, actor store.Actor) error { return p.importInto(ctx, s, actor, names, o) }
	err := p.WithStore(check)
	if !errors.Is(err, location.ErrNotFound) {
		return err
	}
	folder, err := os.MkdirTemp("", "gd8-dry-run-")
	if err != nil {
		return fmt.Errorf("no place to check the file in: %w; make room in the temporary folder", err)
	}
	defer os.RemoveAll(folder)
	actor, err := p.Actor()
	if err != nil {
		return err
	}
	so := p.StoreOptions()
	so.WithoutSync, so.AllowNetwork = true, true
	s, err := store.OpenOrCreate(filepath.Join(folder, "gd8.db"), so)
	if err != nil {
		return err
	}
	defer s.Close()
	return check(s, actor)
}

func (p commands) importInto(ctx context.Context, s *store.Store, actor store.Actor, names []string, o importing) error {
	sources := make([]source.Source, len(names))
	for i, name := range names {
		var err error
		if sources[i], err = p.twice(ctx, name, o.MaxSize); err != nil {
			return err
		}
	}
	bar := p.NewBar()
	o.Progress = bar.Show
	var causes problem.Causes
	o.Problem = func(problem problem.Problem) {
		causes.Add(problem)
		if o.allProblems {
			bar.Clear()
			p.Say("%s", problem)
		}
	}
	done, err := importer.Import(ctx, s, actor, sources, o.Options)
	bar.Clear()
	if !o.allProblems {
		p.sayCauses(&causes)
	}
	for _, note := range done.Notes {
		p.Say("%s", note)
	}
	p.sayIgnored(done.Unknown)
	if errors.Is(err, importer.ErrCancelled) {
		p.Say("Import cancelled: the store is as it was.")
		return program.ErrReported
	}
	if err != nil && !errors.Is(err, importer.ErrRefused) && !errors.Is(err, importer.ErrUnplaced) {
		return err
	}
	if err != nil {
		p.Tell("%s read: %s refused, nothing imported.\n", report.Counted(done.Rows, "row"), report.Counted(done.Bad, "row"))
		p.tellCauses(&causes)
		if errors.Is(err, importer.ErrRefused) && done.Others {
			err = fmt.Errorf("%w, or import the other cases with --skip-bad", err)
		}
		return err
	}
	p.sayImported(&done, o.DryRun)
	return nil
}

// sayCauses lists problems by their cause.
func (p commands) sayCauses(causes *problem.Causes) {
	listed := 0
	for _, cause := range causes.List() {
		for _, line := range cause.Lines() {
			p.Say("%s", line)
		}
		listed += len(cause.First)
	}
	if listed < causes.Total() {
		p.Say("These are the first of %s: --all-problems lists every one.", report.Counted(causes.Total(), "problem"))
	}
}

// tellCauses counts the problems of each cause, where the lines above do not
// say it already.
func (p commands) tellCauses(causes *problem.Causes) {
	list := causes.List()
	if len(list) < 2 || causes.Total() == len(list) {
		return
	}
	for _, cause := range list {
		p.Tell("  %s\n", cause.Summary())
	}
}

// ignoredByName is how many unknown columns are named before they are counted.
const ignoredByName = 10

// sayIgnored names the columns that gd8 does not know.
func (p commands) sayIgnored(unknown []string) {
	if len(unknown) == 0 {
		return
	}
	var shown []string
	for _, name := range unknown[:min(len(unknown), ignoredByName)] {
		shown = append(shown, term.Safe(name))
	}
	if more := len(unknown) - len(shown); more > 0 {
		shown = append(shown, fmt.Sprintf("and %d more", more))
	}
	what := "a column"
	if len(unknown) > 1 {
		what = fmt.Sprintf("%d columns", len(unknown))
	}
	p.Say("Ignored %s gd8 does not know: %s", what, strings.Join(shown, ", "))
	for _, name := range unknown {
		if f := unread.Resembles(name); f != model.NoField {
			p.Say("%s may be %s, and was not read; it holds no yes. gd8 map proposes how to read it.", term.Safe(name), f.Name())
		}
	}
}

// sayImported gives the counts, which add up to the rows read.
func (p commands) sayImported(r *importer.Report, dryRun bool) {
	before := ""
	if dryRun {
		before = "Dry run, nothing was written: "
	}
	p.Tell("%s%s read: %d new, %d changed, %d unchanged, %d refused.\n",
		before, report.Counted(r.Rows, "row"), r.New, r.Changed, r.Unchanged, r.Refused)
	p.sayRaised(r)
	for _, path := range r.RefusedFiles {
		p.Tell("Refused rows are in %s: mend them there and import that file.\n", output.Visible(p.Look(p.Out), path))
	}
}

// sayRaised says which individuals in the cases that were touched may be one
// human: each such pair leaves their incidents undetermined until an officer
// says whether they are.
func (p commands) sayRaised(r *importer.Report) {
	if r.QuestionCount == 0 {
		return
	}
	p.Say("%s about individuals, which an officer answers with gd8:", report.Counted(r.QuestionCount, "question"))
	for _, q := range r.Questions {
		p.Say("  %s", report.MayBeOne(q.Some, q.Other, q.Likeness))
	}
	if rest := r.QuestionCount - len(r.Questions); rest > 0 {
		p.Say("  and %d more", rest)
	}
}
