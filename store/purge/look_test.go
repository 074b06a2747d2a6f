package purge_test

import (
	"context"
	"testing"

	"gd8/store"
	"gd8/store/purge"
	"gd8/store/storetest"
)

// counted is a context that counts how often it is looked at.
type counted struct {
	context.Context
	looks int
}

func (c *counted) Err() error {
	c.looks++
	return nil
}

// Between two looks at whether it was cancelled, nothing goes over more than
// some thousand values. The copies of an erasure look while they are made, so it
// is looked at here in its transaction alone.
func TestAnErasureLooksOftenWhetherItIsCancelled(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	const between, records = 1000, 4000
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	storetest.ImportText(t, s, storetest.Generated(0, records, "old"))
	var numbers []store.Number
	for i := range records {
		numbers = append(numbers, store.Number(i+1))
	}
	ctx := &counted{Context: context.Background()}
	if err := purge.EraseNumbers(ctx, s, storetest.Officer, numbers); err != nil {
		t.Fatal(err)
	}
	if ctx.looks < records/between {
		t.Errorf("erasing %d records looks %d times", records, ctx.looks)
	}
}
