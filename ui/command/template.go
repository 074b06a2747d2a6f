package command

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gd8/store/export"
	"gd8/store/intake"
)

func (p *program) templateCommand() *cobra.Command {
	var to string
	var force bool
	c := &cobra.Command{
		Use:   "template --to FILE",
		Short: "Write an empty file with all of gd8's columns",
		Long: `template writes an empty CSV or XLSX file, by the ending of its name, that names
all of gd8's columns, for an officer to fill in and import. A workbook has a
second sheet that says of each column what it takes, and its cells are text, so
that Excel does not turn a reference into a date. Only person_ref and
incident_ref have to be filled in. No store is needed.`,
		Example: `  gd8 template --to hits.xlsx
  gd8 template --to hits.csv --force`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			format, err := templateFormat(c, to)
			if err != nil {
				return err
			}
			err = export.WriteFile(to, p.replace(force), func(w io.Writer) error { return intake.WriteTemplate(w, format) })
			if err != nil {
				return err
			}
			p.say("Written: %s. Fill it in, then import it with gd8 import.", to)
			return nil
		},
	}
	c.Flags().StringVar(&to, "to", "", "the `FILE` to write, which ends in .csv or .xlsx (required)")
	c.Flags().BoolVar(&force, "force", false, "replace a file that is there already")
	return c
}

// templateFormat is the format that the name of a template asks for.
func templateFormat(c *cobra.Command, to string) (intake.Format, error) {
	switch strings.ToLower(filepath.Ext(to)) {
	case ".csv":
		return intake.CSV, nil
	case ".xlsx":
		return intake.XLSX, nil
	}
	if to == "" {
		return 0, usagef(c, "where to write is missing: give --to FILE, with a name that ends in .csv or .xlsx")
	}
	return 0, usagef(c, "a template is a .csv or an .xlsx file, and %q ends in neither", to)
}

// mapFlags say which file's columns are mapped, and where the mapping goes.
type mapFlags struct {
	read  readFlags
	to    string
	force bool
}

func (p *program) mapCommand() *cobra.Command {
	var f mapFlags
	c := &cobra.Command{
		Use:   "map FILE",
		Short: "Propose how to read a file with column names of its own",
		Long: `map reads the column names of a file (- is standard input) and proposes which of
gd8's columns each of them is, as a mapping for the officer to check and for
import --map to use. It goes by the names alone: values of your own, such as the
wording of an outcome, are added by hand, as the mapping shows. The mapping goes
to standard output, or into a file with --to. No store is needed.`,
		Example: `  gd8 map hits.csv
  gd8 map hits.xlsx --sheet Hits --to force.toml
  gd8 import --map force.toml hits.xlsx`,
		Args: exactly(1, "one file"),
		RunE: func(c *cobra.Command, args []string) error {
			if f.to != "" && !strings.EqualFold(filepath.Ext(f.to), ".toml") {
				return usagef(c, "a mapping is written as TOML; give a name that ends in .toml, and not %q", f.to)
			}
			return p.proposeMapping(args[0], &f)
		},
	}
	f.read.addSource(c)
	c.Flags().StringVar(&f.to, "to", "", "the `FILE` to write, which ends in .toml (else standard output)")
	c.Flags().BoolVar(&f.force, "force", false, "replace a file that is there already")
	return c
}

func (p *program) proposeMapping(name string, f *mapFlags) error {
	headers, err := intake.Headers(p.source(name), intake.Options{Sheets: f.read.sheets, MaxSize: int64(f.read.maxSize)})
	if err != nil {
		return err
	}
	mapping := intake.ProposeMapping(headers)
	if f.to == "" {
		err = intake.WriteMapping(p.out, mapping)
		if err != nil {
			err = fmt.Errorf("the mapping could not be written: %w; check the disk or the program it goes to", err)
		}
	} else {
		err = export.WriteFile(f.to, p.replace(f.force), func(w io.Writer) error { return intake.WriteMapping(w, mapping) })
	}
	if err != nil {
		return err
	}
	if gone := intake.Unmapped(headers, mapping); len(gone) > 0 {
		p.say("No column was found for %s, which gd8 needs: add a line for it by hand.", strings.Join(gone, " and "))
	}
	if f.to != "" {
		p.say("Written: %s. Check every line, then give it to gd8 import with --map.", f.to)
	}
	return nil
}
