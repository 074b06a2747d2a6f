package files

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store/export"
	"gd8/store/intake"
	"gd8/store/intake/propose"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
)

// mapFlags say which file's columns are mapped, and where the mapping goes.
type mapFlags struct {
	read  readFlags
	to    string
	save  string
	force bool
}

func (p commands) mapCommand() *cobra.Command {
	var f mapFlags
	c := &cobra.Command{
		Use:   "map FILE",
		Short: "Propose how to read a file with columns of its own",
		Long: `map looks at a file (- is standard input), finds the row that names its columns,
and proposes which of gd8's fields each of them is, how its dates are written,
which rows are no records, and what its values mean: as a mapping for the
officer to check and for import --map to use. Of the columns that decide
(outcome, role, involvement, relevant and the yes/no fields) it lists every value
with how often it stands in the file and what gd8 reads. A value that gd8 does
not read has a ? for the officer to answer; no file is read with a ? left. The
mapping goes to standard output, or into a file with --to. No store is needed.`,
		Example: `  gd8 map hits.csv
  gd8 map hits.xlsx --sheet Hits --to force.toml
  gd8 import --map force.toml hits.xlsx`,
		Args: usage.Exactly(1, "one file"),
		RunE: func(c *cobra.Command, args []string) error {
			if f.to != "" && !strings.EqualFold(filepath.Ext(f.to), ".toml") {
				return usage.Errorf(c, "a mapping is written as TOML; give a name that ends in .toml, and not %q", f.to)
			}
			return p.proposeMapping(args[0], &f)
		},
	}
	f.read.addSource(c)
	c.Flags().StringVar(&f.to, "to", "", "the `FILE` to write, which ends in .toml (else standard output)")
	c.Flags().StringVar(&f.save, "save", "", "keep it under a `NAME` beside the store, to be used by itself for files with these columns")
	usage.AddForce(c, &f.force)
	return c
}

func (p commands) proposeMapping(name string, f *mapFlags) error {
	ctx, stop := program.UntilClosed()
	defer stop()
	src, err := p.twice(ctx, name, int64(f.read.maxSize))
	if err != nil {
		return err
	}
	s, err := propose.Start(src, intake.Options{Sheets: f.read.sheets, MaxSize: int64(f.read.maxSize)}, model.DateOf(p.Now()))
	if err != nil {
		return err
	}
	if f.save != "" {
		return p.keepMapping(s, f.save)
	}
	write := func(w io.Writer) error { return propose.Write(w, s.Mapping(), s.Survey()) }
	if f.to == "" {
		if err = write(p.Out); err != nil {
			err = fmt.Errorf("the mapping could not be written: %w; check the disk or the program it goes to", err)
		}
	} else {
		err = export.WriteFile(f.to, p.Replace(f.force), write)
	}
	if err != nil {
		return err
	}
	p.sayTrial(s)
	if f.to != "" {
		p.Say("Written: %s. Check every line, then give it to gd8 import with --map.", f.to)
	}
	return nil
}

// sayTrial says how far the file can be read with what was proposed.
func (p commands) sayTrial(s *propose.Session) {
	var gone []string
	for _, f := range s.Missing() {
		gone = append(gone, f.Name())
	}
	if len(gone) > 0 {
		p.Say("No column was found for %s, which gd8 needs: add a line for it by hand.", strings.Join(gone, " and "))
		return
	}
	p.Say("%s", s.Summary())
	for _, cause := range s.Try().Causes.List() {
		p.Say("  %s", cause.Summary())
	}
}

// keepMapping keeps what was proposed under a name.
func (p commands) keepMapping(s *propose.Session, name string) error {
	store, err := p.StorePath()
	if err != nil {
		return err
	}
	path, err := s.Save(propose.Folder(store), name)
	if err != nil {
		return err
	}
	p.sayTrial(s)
	p.Say("Kept: %s. Check every line; import uses it by itself for files with these columns.", path)
	return nil
}
