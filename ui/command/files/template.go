package files

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gd8/store/export"
	"gd8/store/intake/source"
	"gd8/store/intake/template"
	"gd8/ui/command/usage"
)

func (p commands) templateCommand() *cobra.Command {
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
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error {
			format, err := templateFormat(c, to)
			if err != nil {
				return err
			}
			err = export.WriteFile(to, p.Replace(force), func(w io.Writer) error { return template.Write(w, format) })
			if err != nil {
				return err
			}
			p.Say("Written: %s. Fill it in, then import it with gd8 import.", to)
			return nil
		},
	}
	c.Flags().StringVar(&to, "to", "", "the `FILE` to write, which ends in .csv or .xlsx (required)")
	usage.AddForce(c, &force)
	return c
}

// templateFormat is the format that the name of a template asks for.
func templateFormat(c *cobra.Command, to string) (source.Format, error) {
	switch strings.ToLower(filepath.Ext(to)) {
	case ".csv":
		return source.CSV, nil
	case ".xlsx":
		return source.XLSX, nil
	}
	if to == "" {
		return 0, usage.Errorf(c, "where to write is missing: give --to FILE, with a name that ends in .csv or .xlsx")
	}
	return 0, usage.Errorf(c, "a template is a .csv or an .xlsx file, and %q ends in neither", to)
}
