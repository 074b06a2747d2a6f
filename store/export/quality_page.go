package export

import (
	"fmt"
	"io"

	"gd8/model"
)

var qualityTemplate = pageTemplate("quality.html")

// WriteQualityPage writes how good the decisions are as one HTML page to print,
// as WriteAT2 does, with charts that say the same as the tables beside them.
func WriteQualityPage(w io.Writer, q *Quality) error {
	return qualityTemplate().Execute(w, qualityPageOf(q))
}

type qualityPage struct {
	frame
	Sample      *SampleQuality
	Overrides   []Override
	Note        string
	Head        string
	Bound       *boundChart
	Agreements  *agreementChart
	Table       *agreementTable
	Settled     []settledPage
	UnlikePairs []unlikePage
	UnlikeSaid  string
}

// boundChart is a bar of all discards: those found wrong, those that may be
// beside them, and those of which it is shown that they are not.
type boundChart struct {
	Title         string
	Width, Height int
	Parts         []part
	Legend        []legend
}

// agreementChart has a line for each share: a dot where it is and a bar over its
// interval, from none to all.
type agreementChart struct {
	Title         string
	Width, Height int
	Rows          []agreementRow
	Ticks         []tick
	TickY, LabelY int
}

type agreementRow struct {
	Label, Value    string
	Y, TextY        int
	LowX, HighX, At string
	ValueX          int
}

type tick struct{ X, Label string }

type agreementTable struct {
	Columns []string
	Rows    []agreementCells
}

type agreementCells struct {
	Label string
	Cells []int
}

// settledPage is a disagreement as the page has it.
type settledPage struct {
	*Disagreement
	Title         string
	First, Second string
	FirstTexts    []TitledText
	SecondTexts   []TitledText
}

type unlikePage struct {
	First, Second string
	Facts         []string
}

func qualityPageOf(q *Quality) *qualityPage {
	subject := "no sample"
	if q.Sample != nil {
		subject = fmt.Sprintf("sample %d", q.Sample.Sample)
	}
	page := &qualityPage{frame: newFrame("Quality", "How good the decisions are", q.Marking, subject), Sample: q.Sample, Overrides: q.Overrides, Note: q.Note}
	if s := q.Sample; s != nil {
		page.Head = s.Head()
		if s.Bound != nil && s.Bound.Of > 0 && s.Bound.Reviewed > 0 {
			page.Bound = boundChartOf(s.Bound)
		}
		page.Agreements = agreementChartOf(s)
		if s.Decision.Of > 0 {
			page.Table = agreementTableOf(&s.Decision)
		}
		for i := range s.Disagreements {
			page.Settled = append(page.Settled, settledPageOf(&s.Disagreements[i]))
		}
	}
	page.UnlikeSaid = q.Unlike.Said()
	for i := range q.Unlike.Pairs {
		p := &q.Unlike.Pairs[i]
		one := unlikePage{First: p.First.Title(), Second: p.Second.Title()}
		for _, d := range p.Differs {
			one.Facts = append(one.Facts, d.Said())
		}
		page.UnlikePairs = append(page.UnlikePairs, one)
	}
	return page
}

// Head says which sample it is, and what it was drawn from.
func (s *SampleQuality) Head() string {
	if s.Chosen {
		return fmt.Sprintf("Sample %d: %s, chosen.", s.Sample, counted(s.Count, "incident"))
	}
	discards := 0
	for _, m := range s.ListedSample.Discards {
		discards += m.Value
	}
	said := fmt.Sprintf("Sample %d: %s, drawn from %s and %s", s.Sample, counted(s.Count, "incident"), counted(discards, "discard"), counted(s.Others, "other decision"))
	if s.Since != "" {
		said += " made since " + shownDate(s.Since)
	}
	return said + "."
}

func boundChartOf(b *Bound) *boundChart {
	c := &boundChart{Title: "All discards: found wrong, may be wrong, and not wrong with 95% confidence", Width: chartWidth, Height: 48}
	scale := float64(chartWidth) / float64(b.Of)
	x := 0.0
	for _, p := range []struct {
		n    int
		fill string
	}{{b.Wrong, "#1d3557"}, {b.Most - b.Wrong, "#a9bfd9"}, {b.Of - b.Most, "#ffffff"}} {
		if p.n > 0 {
			c.Parts = append(c.Parts, part{points(x), points(float64(p.n) * scale), 2, 16, p.fill})
			x += float64(p.n) * scale
		}
	}
	found := "found wrong"
	if b.Erased > 0 {
		found = "found wrong, or erased"
	}
	for i, l := range []struct{ fill, label string }{
		{"#1d3557", fmt.Sprintf("%s: %d", found, b.Wrong)},
		{"#a9bfd9", fmt.Sprintf("may be wrong beside them: %d", b.Most-b.Wrong)},
		{"#ffffff", fmt.Sprintf("not wrong, with 95%% confidence: %d", b.Of-b.Most)},
	} {
		x := i * 170
		c.Legend = append(c.Legend, legend{x + 1, x + 14, 30, 38, l.fill, l.label})
	}
	return c
}

// The measures of the chart of shares, in points of its own.
const (
	shareLabel, shareValue, shareStep = 130, 60, 18
)

// agreementChartOf draws the shares; nil where there is none.
func agreementChartOf(s *SampleQuality) *agreementChart {
	type line struct {
		label string
		a     *Agreement
	}
	lines := []line{{"Decision", &s.Decision}}
	for i := range s.Criteria {
		lines = append(lines, line{fmt.Sprintf("%d %s", i+1, s.Criteria[i].Title), &s.Criteria[i].Agreement})
	}
	if s.Decision.Of == 0 {
		return nil
	}
	c := &agreementChart{Title: "Agreed, in a hundred: a dot for the share and a bar for its 95% interval", Width: chartWidth}
	across := func(share float64) float64 {
		return shareLabel + share*float64(chartWidth-shareLabel-shareValue)
	}
	for _, l := range lines {
		if l.a.Of == 0 {
			continue
		}
		y := len(c.Rows)*shareStep + 10
		c.Rows = append(c.Rows, agreementRow{
			Label: l.label, Value: fmt.Sprintf("%d of %d", l.a.Agreed, l.a.Of), Y: y, TextY: y + 3,
			LowX: points(across(l.a.Low)), HighX: points(across(l.a.High)), At: points(across(l.a.Share)), ValueX: chartWidth - shareValue + 8,
		})
	}
	c.TickY = len(c.Rows)*shareStep + 2
	c.LabelY = c.TickY + 12
	c.Height = c.LabelY + 4
	for _, share := range []float64{0, 0.25, 0.5, 0.75, 1} {
		c.Ticks = append(c.Ticks, tick{points(across(share)), fmt.Sprintf("%.0f", 100*share)})
	}
	return c
}

func agreementTableOf(a *Agreement) *agreementTable {
	t := &agreementTable{}
	for i, name := range a.Categories {
		t.Columns = append(t.Columns, upperFirst(name))
		t.Rows = append(t.Rows, agreementCells{upperFirst(name), a.Table[i]})
	}
	return t
}

func settledPageOf(d *Disagreement) settledPage {
	return settledPage{d, d.Title(), DecisionTitle(d.First), DecisionTitle(d.Second), d.FirstTexts(), d.SecondTexts()}
}

// TitledText is a section of a rationale with its heading.
type TitledText struct{ Title, Text string }

// Title is the incident by its references.
func (d *Disagreement) Title() string {
	return NamedKey(model.Key{Application: d.ApplicationRef, Person: d.PersonRef, Incident: d.IncidentRef})
}

// FirstTexts are the sections of the first decision.
func (d *Disagreement) FirstTexts() []TitledText { return titledTexts(d.FirstSections) }

// SecondTexts are the sections of the second opinion.
func (d *Disagreement) SecondTexts() []TitledText { return titledTexts(d.SecondSections) }

func titledTexts(sections Object[string]) []TitledText {
	var list []TitledText
	for _, m := range sections {
		title := m.Name
		if section, ok := model.SectionNamed(m.Name); ok {
			title = section.Title()
		}
		list = append(list, TitledText{title, m.Value})
	}
	return list
}
