package session

import (
	"context"

	"gd8/store/export"
)

// Quality reads how good the decisions are, of the newest sample that was drawn,
// and has it in the journal before it is seen.
func (t *Sitting) Quality(ctx context.Context) (*export.Quality, error) {
	q, err := export.GatherQuality(ctx, t.store, export.QualityWanted{})
	if err != nil {
		return nil, err
	}
	return q, t.Listed("quality", q.Of(), q.Named())
}
