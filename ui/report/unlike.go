package report

import (
	"fmt"

	"gd8/model"
	"gd8/store/unlike"
)

// UnlikeAdvice is what an officer is to know of incidents decided unlike.
const UnlikeAdvice = "This is advice: the test reads the same of both, and what it does not read may be why they were decided differently."

// Unlike says how many incidents were compared and how many pairs were decided
// unlike.
func Unlike(f *unlike.Found) string {
	compared := fmt.Sprintf("%s compared, by criteria with their basis, warnings, age then, role and workforce", Counted(f.Compared, "incident"))
	if len(f.Pairs) == 0 {
		return compared + ": none with equal profiles was decided unlike."
	}
	said := fmt.Sprintf("%s: %s decided unlike", compared, Counted(len(f.Pairs)+f.More, "pair"))
	if f.More > 0 {
		said += fmt.Sprintf(", of which %d are listed", len(f.Pairs))
	}
	return said + "."
}

// UnlikePair tells of two incidents with equal profiles that were decided
// unlike, and in which facts they differ.
func UnlikePair(p *unlike.Pair) Block {
	b := Block{Label: side(&p.First), Text: "beside " + side(&p.Second)}
	for _, d := range p.Differs {
		if d.Field == model.Summary {
			b.Below = append(b.Below, Block{Text: "The summaries differ."})
			continue
		}
		b.Below = append(b.Below, Block{Label: d.Field.Title(), Text: d.First + "; " + d.Second})
	}
	if len(p.Differs) == 0 {
		b.Below = []Block{{Text: "No recorded fact differs."}}
	}
	return b
}

func side(s *unlike.Side) string { return NamedKey(s.Key) + ", " + InSentence(s.Kind.Done()) }

// NamedKey is an incident by its references; a blank key is that of one that was
// erased.
func NamedKey(k model.Key) string {
	if k == (model.Key{}) {
		return "(erased)"
	}
	said := k.Incident + ", individual " + k.Person
	if k.Application != "" {
		said += ", application " + k.Application
	}
	return said
}
