package export

import (
	"encoding/hex"
	"fmt"

	"gd8/model"
	"gd8/store/release"
)

// ReleaseChecked is what stands in the way of a release as `gd8 release` gives
// it, with the list that its hash is over.
type ReleaseChecked struct {
	Incidents int              `json:"incidents"`
	Blockers  []ReleaseBlocker `json:"blockers"`
	Decisions []ReleasedOne    `json:"decisions"` // sorted by references
	Hash      string           `json:"sha256"`    // of the decisions
	Bound     *ReleaseBound    `json:"bound"`     // null where no discard is among them
	Limit     *int             `json:"limit_percent"`
	Release   int              `json:"release"` // its number once it is sealed; 0 before
}

// ReleaseBlocker is one thing in the way; its references are blank where it is
// of no one incident.
type ReleaseBlocker struct {
	Kind string `json:"kind"`
	SampleEntry
	Text string `json:"text"`
}

// ReleasedOne is one decision to be released.
type ReleasedOne struct {
	SampleEntry
	Hits     int    `json:"hits"`
	Decision string `json:"decision"`
	Version  int    `json:"version"`
}

// ReleaseBound is how many discards may be wrong.
type ReleaseBound struct {
	Sample   int `json:"sample"` // 0 where none was drawn of them
	Wrong    int `json:"wrong"`
	Reviewed int `json:"reviewed"`
	Erased   int `json:"erased"` // of the sample's discards, since; each counts as wrong
	Of       int `json:"of"`
	Most     int `json:"most"`
	Outside  int `json:"discards_outside"`
}

// ShowRelease is a check of a release for other programs.
func ShowRelease(c *release.Checked) ReleaseChecked {
	shown := ReleaseChecked{Incidents: c.Incidents, Blockers: []ReleaseBlocker{}, Decisions: []ReleasedOne{}, Hash: hex.EncodeToString(c.Hash[:]), Limit: c.Limit}
	entry := func(k model.Key) SampleEntry { return SampleEntry{k.Application, k.Person, k.Incident} }
	for _, b := range c.Blockers {
		shown.Blockers = append(shown.Blockers, ReleaseBlocker{b.Kind.String(), entry(b.Key), b.Text})
	}
	for _, d := range c.Decisions {
		shown.Decisions = append(shown.Decisions, ReleasedOne{entry(d.Key), d.Hits, d.Kind.String(), d.Version})
	}
	if b := c.Bound; b != nil {
		shown.Bound = &ReleaseBound{b.Sample, b.Wrong, b.Reviewed, c.Erased, b.Of, b.Most, b.Outside}
	}
	return shown
}

// Sentence is the bound in words.
func (b *ReleaseBound) Sentence() string {
	if b.Sample == 0 {
		return "No sample was drawn of these discards: nothing is known of how many are wrong."
	}
	of := Bound{Wrong: b.Wrong, Reviewed: b.Reviewed, Erased: b.Erased, Of: b.Of, Most: b.Most}
	said := fmt.Sprintf("By sample %d: ", b.Sample) + of.Sentence()
	if b.Outside > 0 {
		said += fmt.Sprintf(" Of the discards here %d came after it was drawn; it says nothing of them.", b.Outside)
	}
	return said
}

// DescribeLimit says which limit the bound was held to.
func (r *ReleaseChecked) DescribeLimit() string {
	if r.Limit == nil {
		return "No limit is set (release_limit in the settings), so the bound was held to none."
	}
	return fmt.Sprintf("The chief officer's limit is %d in a hundred.", *r.Limit)
}
