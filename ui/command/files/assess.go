package files

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"gd8/model"
	"gd8/store/export"
	"gd8/store/intake"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/ui/command/usage"
	"gd8/ui/report"
)

func (p commands) assessCommand() *cobra.Command {
	var read readFlags
	format := usage.FirstOf("table", "json", "csv")
	c := &cobra.Command{
		Use:   "assess FILE",
		Short: "Say what the test says of a file's incidents, without a store",
		Long: `assess reads a CSV, JSON or XLSX file (- is standard input) and says of every
incident whether the AT2 discard applies and why. It reads the file alone: no
store, no officer's answers. As in an import, any refused row refuses the whole
file, because half a case could read as a discard; every problem is listed.

Individuals of the file who may be one human, such as two nominal records with
one name and date of birth, are named: an import asks an officer about them.

The result is in the order of the file. A row that says again what an earlier
row of the same references said is given once.`,
		Example: `  gd8 assess hits.csv
  gd8 assess --format json hits.csv > hits.assessed.json
  gd8 assess --format csv - < hits.csv`,
		Args: usage.Exactly(1, "one file"),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := read.options(c)
			if err != nil {
				return err
			}
			o.Today = intake.LatestToday(p.Now())
			b, err := p.readBatch(p.source(args[0]), o)
			if err != nil {
				return err
			}
			if err := p.ToOutput(func(w *bufio.Writer) error { return p.writeAssessed(w, b, format.Value) }); err != nil {
				return err
			}
			p.sayAlike(b.individuals)
			return nil
		},
	}
	read.add(c)
	usage.AddFormat(c, &format)
	return c
}

// readBatch reads a whole file, or says everything that is wrong with it.
func (p commands) readBatch(src source.Source, o intake.Options) (*batch, error) {
	r, err := intake.NewReader(src, o)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b := newBatch()
	var causes problem.Causes
	for {
		row, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		for _, problem := range row.Problems {
			causes.Add(problem)
		}
		if causes.Total() == 0 {
			b.makeRoom(r.Progress())
			b.add(&row)
		}
	}
	for _, note := range r.Notes() {
		p.Say("%s", note)
	}
	p.sayIgnored(r.Unknown())
	if causes.Total() == 0 {
		b.group(func(first, second *packedRow) {
			causes.Add(intake.Differs(src.Name(), int(second.line), int(first.line), ""))
		})
	}
	if problems := causes.Total(); problems > 0 {
		p.sayCauses(&causes)
		return nil, fmt.Errorf("nothing was assessed, because of %s; mend the rows listed and try again", report.Counted(problems, "problem"))
	}
	return b, nil
}

// maxAlikeSaid is how many pairs of individuals are named.
const maxAlikeSaid = 10

// sayAlike says which individuals may be one human, beside the result: each
// such pair leaves the incidents of both undetermined.
func (p commands) sayAlike(in *model.Individuals) {
	pairs, more := in.Raised()
	if len(pairs) == 0 {
		return
	}
	count := report.Counted(len(pairs), "pair")
	if more {
		count = "over " + count
	}
	p.Say("%s of individuals may be one human, and an officer has to say whether they are:", count)
	for _, pair := range pairs[:min(len(pairs), maxAlikeSaid)] {
		p.Say("  %q and %q", pair[0], pair[1])
	}
	if rest := len(pairs) - maxAlikeSaid; rest > 0 {
		p.Say("  and %d more", rest)
	}
}

func (p commands) writeAssessed(w *bufio.Writer, b *batch, format string) error {
	switch format {
	case "json":
		array := export.NewArray(w)
		if err := b.each(func(c *model.Case, i int) error { return array.Add(export.Assess(c, i)) }); err != nil {
			return err
		}
		return array.Close()
	case "csv":
		table := export.NewCSV(w, p.CellShower())
		if err := table.AssessedHeader(); err != nil {
			return err
		}
		err := b.each(func(c *model.Case, i int) error {
			a := export.Assess(c, i)
			return table.Assessed(&a)
		})
		if err != nil {
			return err
		}
		return table.Flush()
	}
	return p.assessedTable(w, b)
}

func (p commands) assessedTable(w *bufio.Writer, b *batch) error {
	t := p.NewTable(w, "Application", "Individual", "Incident", "Age", "Outcome", "Verdict", "Remarks")
	var counts [model.VerdictCount]int
	err := b.each(func(c *model.Case, i int) error {
		a, f := c.Assess(i), c.Facts(i)
		counts[a.Verdict]++
		k := f.Key()
		return t.Row(k.Application, k.Person, k.Incident, report.Age(a.AgeThen), report.Outcome(f.Outcome()),
			a.Verdict.Title(), report.Remarks(a.ToConfirm, a.Flags, a.Events))
	})
	if err != nil {
		return err
	}
	if err := t.End(); err != nil {
		return err
	}
	var parts []string
	total := 0
	for v, n := range counts {
		total += n
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ToLower(model.Verdict(v).Title())))
		}
	}
	_, err = fmt.Fprintf(w, "%s: %s\n", report.Counted(total, "incident"), strings.Join(parts, ", "))
	return err
}
