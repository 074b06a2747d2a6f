package draw

import "gd8/store/quality"

// Lots are the lots that the sample's discards were drawn from, with none of
// them found wrong: one where they were drawn without regard to strata, else
// one for each stratum, in the order of the strata.
func (s *Sample) Lots() []quality.Lot {
	var drawn quality.PerStratum
	for _, d := range s.Drawn {
		if stratum, ok := s.Frame.Stratum(d.Number); ok {
			drawn[stratum]++
		}
	}
	return s.lots(drawn, quality.PerStratum{})
}

func (s *Sample) lots(sampled, wrong quality.PerStratum) []quality.Lot {
	sizes := s.Frame.Sizes()
	if !s.Weighted() {
		return []quality.Lot{{Size: sizes.Total(), Sampled: sampled.Total(), Wrong: wrong.Total()}}
	}
	var lots []quality.Lot
	for _, stratum := range quality.Strata() {
		lots = append(lots, quality.Lot{Size: sizes[stratum], Sampled: sampled[stratum], Wrong: wrong[stratum]})
	}
	return lots
}
