package report

import (
	"encoding/hex"
	"fmt"
	"time"

	"gd8/store/draw"
	"gd8/store/quality"
)

// Sample is what is told of a sample. It says nothing of any one incident in
// it, so that whoever decides them again can read it.
type Sample struct {
	*draw.Sample
	Said      string // aloud for the draw, or why incidents were chosen
	SaidKnown bool   // it was not erased
	Zone      *time.Location
}

// Head says which sample it is, of what size, and what it is of.
func (s *Sample) Head() Block {
	b := Block{Label: fmt.Sprintf("Sample %d", s.Number)}
	n := Counted(len(s.Drawn), "incident")
	if s.Chosen {
		b.Text = n + ", chosen: a dip sample, which enters no rate"
		return b
	}
	b.Text = fmt.Sprintf("%s, drawn from %s and %s", n, Counted(s.Frame.Sizes().Total(), "discard"), Counted(int(s.Frame.Others.GetCardinality()), "other decision"))
	if s.Since.Known() {
		b.Text += " made since " + s.Since.String()
	}
	return b
}

// How says who drew it, when, from what and by what seed.
func (s *Sample) How() []Block {
	by := "Drawn by"
	switch {
	case s.Chosen:
		by = "Chosen by"
	case s.Part > 1:
		by = "Extended by"
	}
	list := []Block{{Label: by, Text: s.Officer + " on " + Moment(s.At, s.Zone) + fmt.Sprintf(", journal entry %d", s.Entry)}}
	said := Block{Label: "Said aloud", Text: s.Said}
	if s.Chosen {
		said.Label = "Why"
	}
	if !s.SaidKnown {
		said.Text = "erased with a case that it named"
	}
	if list = append(list, said); s.Chosen {
		return list
	}
	sizes := s.Frame.Sizes()
	from := fmt.Sprintf("%d override, %d inferred, %d plain", sizes[quality.Override], sizes[quality.Inferred], sizes[quality.Plain])
	if s.Weighted() {
		from += fmt.Sprintf("; drawn by weights of %d, %d and %d", s.Weights[quality.Override], s.Weights[quality.Inferred], s.Weights[quality.Plain])
	}
	list = append(list, Block{Label: "Discards by stratum", Text: from})
	if n := s.Frame.OutOfDate.GetCardinality(); n > 0 {
		were := " that were"
		if n == 1 {
			were = " that was"
		}
		list = append(list, Block{Label: "Left out", Text: Counted(int(n), "decision") + were + " out of date or being asked about again"})
	}
	return append(list,
		Block{Label: "Seed", Text: hex.EncodeToString(s.Seed[:])},
		Block{Label: "SHA-256 of all of them", Text: hex.EncodeToString(s.FrameHash[:])})
}

// Shows says what the sample shows where none of its discards is found wrong;
// blank for one that enters no rate.
func (s *Sample) Shows() string {
	if s.Chosen {
		return ""
	}
	lots := s.Lots()
	size, sampled := 0, 0
	for _, l := range lots {
		size, sampled = size+l.Size, sampled+l.Sampled
	}
	are := "are"
	if quality.MostWrongOf(lots) == 1 {
		are = "is"
	}
	said := fmt.Sprintf("Where none of its %s is found wrong, that shows with 95%% confidence that at most %d of the %d %s.",
		Counted(sampled, "discard"), quality.MostWrongOf(lots), size, are)
	if plain := (quality.Lot{Size: size, Sampled: sampled}).MostWrong(); s.Weighted() && plain < quality.MostWrongOf(lots) {
		said += fmt.Sprintf(" Drawn without regard to strata it would be %d: drawing more of the risky costs certainty of the whole.", plain)
	}
	return said
}

// Few says where a sample has fewer of other kinds than a fifth, so that to be
// in it says more than it should; blank where it has not.
func (s *Sample) Few() string {
	if s.Chosen || s.All {
		return ""
	}
	others := 0
	for _, d := range s.Drawn {
		if s.Frame.Others.Contains(uint32(d.Number)) {
			others++
		}
	}
	if want := quality.OtherKinds(len(s.Drawn)); others < want {
		return fmt.Sprintf("Only %s could be mixed in, not %d: a reviewer may guess that an incident was discarded.", Counted(others, "other decision"), want)
	}
	return ""
}

// Redrawn says what drawing a sample again comes to.
func Redrawn(c *draw.Checked) Block {
	b := Block{Label: "Drawn again", Text: "it agrees: the same incidents, in the same order"}
	for _, left := range c.Left {
		b.Below = append(b.Below, Block{Text: left})
	}
	if len(c.Differs) > 0 {
		b.Text, b.Warns = "it does not agree", true
		for _, differs := range c.Differs {
			b.Below = append(b.Below, Block{Text: differs, Warns: true})
		}
	}
	return b
}
