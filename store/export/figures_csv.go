package export

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"

	"gd8/store/safecsv"
)

// WriteFiguresCSV writes figures as a table of one count a row, for a
// spreadsheet to arrange: the span, what is counted, of what, and how many.
func WriteFiguresCSV(w io.Writer, f *Figures) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	err := errors.Join(
		c.Write(figureRow(f.Marking, f.What, f.From+" to "+f.To, f.Note, "")),
		c.Write(figureRow("period", "figure", "of", "reason", "count")))
	for _, p := range append([]Period{f.Total}, f.Months...) {
		err = errors.Join(err, writePeriod(c, &p))
	}
	for _, d := range f.Deferred {
		err = errors.Join(err, c.Write(figureRow("all", "deferred", "waiting for", d.Needed, strconv.Itoa(d.Count))))
	}
	for _, o := range f.Overrides {
		of := o.Field
		if o.Source != "" {
			of += ": " + o.Source + " in the source, answered " + o.Answer
		}
		err = errors.Join(err, c.Write(figureRow("all", "override", of, o.Reason, strconv.Itoa(o.Count))))
	}
	c.Flush()
	return errors.Join(err, c.Error())
}

func writePeriod(c *csv.Writer, p *Period) error {
	var err error
	put := func(figure, of string, n int) {
		err = errors.Join(err, c.Write(figureRow(p.Period, figure, of, "", strconv.Itoa(n))))
	}
	for _, m := range p.Made {
		put("decisions", m.Name, m.Value)
	}
	for _, v := range p.Verdicts {
		put("verdicts", v.Name, v.Value)
	}
	put("withdrawn", "", p.Withdrawn)
	put("out_of_date", "", p.OutOfDate)
	put("replaced", "", p.Replaced)
	for _, a := range []struct {
		of   string
		days *int
	}{{"lower_quarter", p.Age.Quick}, {"median", p.Age.Median}, {"upper_quarter", p.Age.Slow}, {"longest", p.Age.Longest}} {
		if a.days != nil {
			put("age_in_days", a.of, *a.days)
		}
	}
	put("after_due_date", "", p.Age.Late)
	put("without_due_date", "", p.Age.NoDue)
	return err
}

func figureRow(cells ...string) []string {
	for k := range cells {
		cells[k] = safecsv.Cell(cells[k])
	}
	return cells
}
