package export

import (
	"fmt"
	"io"
	"strconv"

	"gd8/model"
)

var figuresTemplate = pageTemplate("figures.html")

// WriteFiguresPage writes figures as one HTML page to print, as WriteAT2 does,
// with a bar chart of the months.
func WriteFiguresPage(w io.Writer, f *Figures) error {
	return figuresTemplate().Execute(w, figuresPageOf(f))
}

type figuresPage struct {
	frame
	From, To            string
	Kinds, VerdictNames []string
	Rows                []figuresRow
	Chart               *chart
	Deferred            []Deferral
	Overrides           []Override
	Note                string
}

type figuresRow struct {
	*Period
	Label          string
	Made, Verdicts []int
	All            int
}

func figuresPageOf(f *Figures) *figuresPage {
	from, to := shownDate(f.From), shownDate(f.To)
	page := &figuresPage{
		frame: newFrame("Figures", "Figures of decisions", f.Marking, from+" to "+to),
		From:  from, To: to, Deferred: f.Deferred, Overrides: f.Overrides, Note: f.Note,
	}
	for _, k := range model.DecisionKinds() {
		page.Kinds = append(page.Kinds, upperFirst(k.String()))
	}
	for v := range model.VerdictCount {
		page.VerdictNames = append(page.VerdictNames, v.Title())
	}
	for k := range f.Months {
		page.Rows = append(page.Rows, rowOf(&f.Months[k], MonthTitle(f.Months[k].Period)))
	}
	page.Chart = chartOf(page.Rows, page.Kinds)
	page.Rows = append(page.Rows, rowOf(&f.Total, "Whole span"))
	return page
}

func rowOf(p *Period, label string) figuresRow {
	row := figuresRow{Period: p, Label: label}
	for _, m := range p.Made {
		row.Made = append(row.Made, m.Value)
		row.All += m.Value
	}
	for _, v := range p.Verdicts {
		row.Verdicts = append(row.Verdicts, v.Value)
	}
	return row
}

// shownDate is an ISO date as an officer reads it.
func shownDate(iso string) string {
	day, err := model.ParseDate(iso)
	if err != nil {
		return iso
	}
	return day.String()
}

// MonthTitle is a month such as 2026-06 as an officer reads it.
func MonthTitle(month string) string {
	day, err := model.ParseDate(month + "-01")
	if err != nil {
		return month
	}
	return day.Time().Format("January 2006")
}

// chart is a bar for each month, made of the kinds of decision. The parts
// differ in lightness, so that they can be told apart in grey, and the numbers
// stand in the table above it.
type chart struct {
	Title         string
	Width, Height int
	Bars          []bar
	Legend        []legend
}

type bar struct {
	Label string
	TextY int
	Parts []part
	SumX  string
	Sum   int
}

type part struct {
	X, W string
	Y, H int
	Fill string
}

type legend struct {
	X, TextX, Y, TextY int
	Fill, Label        string
}

// The measures of a chart, in points of its own.
const (
	chartWidth, chartLabel, chartSum = 500, 80, 40
	barStep, barHeight               = 16, 11
)

// chartOf draws the months; nil where there is no month with a decision.
func chartOf(rows []figuresRow, kinds []string) *chart {
	most := 0
	for _, row := range rows {
		most = max(most, row.All)
	}
	if most == 0 {
		return nil
	}
	fills := []string{"#1d3557", "#5b7ba6", "#a9bfd9", "#ffffff"}
	c := &chart{Title: "Decisions by month: the numbers are in the table above", Width: chartWidth, Height: len(rows)*barStep + 2*barStep}
	scale := float64(chartWidth-chartLabel-chartSum) / float64(most)
	for k, row := range rows {
		y, x := k*barStep, float64(chartLabel)
		b := bar{Label: row.Label, TextY: y + barHeight - 2, Sum: row.All}
		for kind, n := range row.Made {
			if n == 0 {
				continue
			}
			width := float64(n) * scale
			b.Parts = append(b.Parts, part{points(x), points(width), y, barHeight, fills[kind%len(fills)]})
			x += width
		}
		b.SumX = points(x + 4)
		c.Bars = append(c.Bars, b)
	}
	y := len(rows)*barStep + barStep/2
	for kind, name := range kinds {
		x := chartLabel + kind*100
		c.Legend = append(c.Legend, legend{x, x + 13, y, y + 8, fills[kind%len(fills)], name})
	}
	return c
}

func points(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// String is the age in words.
func (a *Age) String() string {
	if a.Median == nil {
		return "no decision was made"
	}
	return fmt.Sprintf("median %d days, half of them %d to %d, the longest %d", *a.Median, *a.Quick, *a.Slow, *a.Longest)
}
