package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/intake"
	"gd8/store/vault"
	"gd8/ui/term"
)

// readFlags say how an input is read, for import and assess.
type readFlags struct {
	sheet, mapping string
	maxSize        byteSize
}

func (f *readFlags) add(c *cobra.Command) {
	f.addSource(c)
	c.Flags().StringVar(&f.mapping, "map", "", "a `FILE` that maps your own column names and values to gd8's")
}

// addSource adds what says how a file is read before its names are known.
func (f *readFlags) addSource(c *cobra.Command) {
	c.Flags().StringVar(&f.sheet, "sheet", "", "the `NAME` of the sheet of an XLSX workbook (else the first)")
	c.Flags().Var(&f.maxSize, "max-size", "the largest file to read, such as 2GiB (else 1GiB, XLSX 20MiB)")
}

// readMapping is the mapping asked for, nil for none.
func (f *readFlags) readMapping() (*intake.Mapping, error) {
	if f.mapping == "" {
		return nil, nil
	}
	m, err := intake.ReadMapping(f.mapping)
	if err != nil {
		return nil, err
	}
	return &m, nil
}

func (p *program) importCommand() *cobra.Command {
	var read readFlags
	var o store.ImportOptions
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "Bring incidents from files into the store",
		Long: `import reads CSV, JSON or XLSX files into the store. All of them are checked
first: if any row is refused, nothing is imported and every problem is listed.
With --skip-bad the cases without a refused row go in, and all rows of the
others are written beside their file as NAME.refused.csv, with the reason.

Importing a file again changes nothing that is the same; changed rows become
new versions of their facts. A blank does not replace a recorded value unless
--allow-blanking is given. An import shows whole or not at all: when it is
interrupted, the store is as it was.`,
		Example: `  gd8 import hits.csv
  gd8 import --dry-run hits.csv              check only
  gd8 import --skip-bad hits.csv more.json   let the good cases in
  gd8 import --sheet Hits --map force.toml hits.xlsx`,
		Args: atLeastOne("the file to import"),
		RunE: func(c *cobra.Command, args []string) error {
			for _, name := range args {
				if name == "-" {
					return usagef(c, "import reads a file twice, so it cannot read standard input; save it as a file first")
				}
			}
			var err error
			if o.Map, err = read.readMapping(); err != nil {
				return err
			}
			o.Sheet, o.MaxSize = read.sheet, int64(read.maxSize)
			return p.importFiles(args, o)
		},
	}
	read.add(c)
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "check the files and change nothing")
	c.Flags().BoolVar(&o.SkipBad, "skip-bad", false, "import the cases without a refused row")
	p.addEncrypt(c)
	c.Flags().BoolVar(&o.AllowBlanking, "allow-blanking", false, "let a blank replace a recorded value")
	return c
}

func (p *program) importFiles(names []string, o store.ImportOptions) error {
	// The signals are caught before the store is there, and stay caught to the
	// end: a second Ctrl-C finds the import being undone and has nothing to add.
	ctx, stop := untilClosed()
	defer stop()
	if o.DryRun {
		return p.dryRun(ctx, names, o)
	}
	return p.withNewStore(func(s *store.Store, actor store.Actor) error {
		return p.importInto(ctx, s, actor, names, o)
	})
}

// untilClosed is done when gd8 is asked to end or its window is closed.
func untilClosed() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
}

// dryRun checks files against the store, or, where there is none yet, against
// an empty one that goes away: a check must leave nothing behind.
func (p *program) dryRun(ctx context.Context, names []string, o store.ImportOptions) error {
	check := func(s *store.Store, actor store.Actor) error { return p.importInto(ctx, s, actor, names, o) }
	err := p.withStore(check)
	if !errors.Is(err, vault.ErrNotFound) {
		return err
	}
	folder, err := os.MkdirTemp("", "gd8-dry-run-")
	if err != nil {
		return fmt.Errorf("no place to check the file in: %w; make room in the temporary folder", err)
	}
	defer os.RemoveAll(folder)
	actor, err := p.actor()
	if err != nil {
		return err
	}
	so := p.storeOptions()
	so.WithoutSync, so.AllowNetwork = true, true
	s, err := store.OpenOrCreate(filepath.Join(folder, "gd8.db"), so)
	if err != nil {
		return err
	}
	defer s.Close()
	return check(s, actor)
}

func (p *program) importInto(ctx context.Context, s *store.Store, actor store.Actor, names []string, o store.ImportOptions) error {
	sources := make([]intake.Source, len(names))
	for i, name := range names {
		sources[i] = intake.File(name)
	}
	bar := newProgress(p)
	o.Progress = bar.show
	o.Problem = func(problem intake.Problem) {
		bar.clear()
		p.say("%s", problem)
	}
	report, err := s.Import(ctx, actor, sources, o)
	bar.clear()
	p.sayIgnored(report.Unknown)
	if errors.Is(err, store.ErrCancelled) {
		p.say("Import cancelled: the store is as it was.")
		return errReported
	}
	if err != nil && !errors.Is(err, store.ErrRefused) && !errors.Is(err, store.ErrUnplaced) {
		return err
	}
	if err != nil {
		p.tell("%s read: %s refused, nothing imported.\n", counted(report.Rows, "row"), counted(report.Bad, "row"))
		if errors.Is(err, store.ErrRefused) && report.Others {
			err = fmt.Errorf("%w, or import the other cases with --skip-bad", err)
		}
		return err
	}
	p.sayImported(&report, o.DryRun)
	return nil
}

// sayIgnored names the columns that gd8 does not know.
func (p *program) sayIgnored(unknown []string) {
	if len(unknown) == 0 {
		return
	}
	shown := make([]string, len(unknown))
	for i, name := range unknown {
		shown[i] = term.Safe(name)
	}
	what := "a column"
	if len(unknown) > 1 {
		what = fmt.Sprintf("%d columns", len(unknown))
	}
	p.say("Ignored %s gd8 does not know: %s", what, strings.Join(shown, ", "))
}

// sayImported gives the counts, which add up to the rows read.
func (p *program) sayImported(r *store.ImportReport, dryRun bool) {
	before := ""
	if dryRun {
		before = "Dry run, nothing was written: "
	}
	p.tell("%s%s read: %d new, %d changed, %d unchanged, %d refused.\n",
		before, counted(r.Rows, "row"), r.New, r.Changed, r.Unchanged, r.Refused)
	for _, path := range r.RefusedFiles {
		p.tell("Refused rows are in %s: mend them there and import that file.\n", visible(p.look(p.out), path))
	}
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
