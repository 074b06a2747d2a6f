package export

import (
	"encoding/hex"

	"gd8/model"
	"gd8/store/draw"
	"gd8/store/quality"
)

// ListedSample is a sample as `gd8 sample list` gives it.
type ListedSample struct {
	Sample    int         `json:"sample"`
	Parts     int         `json:"parts"` // 1, and one more for each time that it was extended
	Chosen    bool        `json:"chosen"`
	Of        string      `json:"of"`    // discards or all
	Since     string      `json:"since"` // ISO date; blank for all
	Officer   string      `json:"officer"`
	DrawnAt   string      `json:"drawn_at"` // RFC 3339, UTC
	Entry     uint64      `json:"journal_entry"`
	Said      *string     `json:"said"`     // aloud, or why chosen; null where it was erased
	Seed      string      `json:"seed"`     // blank for a dip sample, as are all below
	Discards  Object[int] `json:"discards"` // that it was drawn from, by stratum
	Others    int         `json:"others"`   // that it was drawn from
	OutOfDate int         `json:"left_out_of_date"`
	Weights   Object[int] `json:"weights"`
	FrameHash string      `json:"frame_sha256"`
	Count     int         `json:"count"`
}

// Sample is a sample as `gd8 sample show` gives it. Nothing in it says how an
// incident was decided, so that whoever decides them again can read it.
type Sample struct {
	ListedSample
	Incidents []SampleEntry `json:"incidents"` // in the order in which they are reviewed
	Agrees    *bool         `json:"agrees"`    // drawn again; null where it was not, and for a dip sample
	Differs   []string      `json:"differs"`
	Left      []string      `json:"could_not_be_looked_at"`
}

// SampleEntry is one incident of a sample; its references are blank where it
// was erased.
type SampleEntry struct {
	ApplicationRef string `json:"application_ref"`
	PersonRef      string `json:"person_ref"`
	IncidentRef    string `json:"incident_ref"`
}

// ListSample is a sample for other programs; said is nil where it was erased.
func ListSample(s *draw.Sample, said *string) ListedSample {
	listed := ListedSample{
		Sample: s.Number, Parts: s.Part, Chosen: s.Chosen, Of: "discards", Since: s.Since.ISO(), Officer: s.Officer, DrawnAt: stamp(s.At), Entry: s.Entry,
		Said: said, Others: int(s.Frame.Others.GetCardinality()), OutOfDate: int(s.Frame.OutOfDate.GetCardinality()), Count: len(s.Drawn),
	}
	if s.All {
		listed.Of = "all"
	}
	sizes := s.Frame.Sizes()
	for _, stratum := range quality.Strata() {
		listed.Discards = append(listed.Discards, Member[int]{stratum.String(), sizes[stratum]})
		listed.Weights = append(listed.Weights, Member[int]{stratum.String(), s.Weights[stratum]})
	}
	if !s.Chosen {
		listed.Seed, listed.FrameHash = hex.EncodeToString(s.Seed[:]), hex.EncodeToString(s.FrameHash[:])
	}
	return listed
}

// ShowSample is ListSample with its incidents, whose keys are given in order;
// again is what drawing it again came to, nil where that was not done.
func ShowSample(s *draw.Sample, said *string, keys []model.Key, again *draw.Checked) Sample {
	shown := Sample{ListedSample: ListSample(s, said), Incidents: []SampleEntry{}, Differs: []string{}, Left: []string{}}
	if again != nil {
		shown.Differs, shown.Left = append(shown.Differs, again.Differs...), append(shown.Left, again.Left...)
		if !s.Chosen {
			agrees := len(again.Differs) == 0
			shown.Agrees = &agrees
		}
	}
	for _, k := range keys {
		shown.Incidents = append(shown.Incidents, SampleEntry{k.Application, k.Person, k.Incident})
	}
	return shown
}
