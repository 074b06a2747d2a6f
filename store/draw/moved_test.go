package draw

import (
	"context"
	"path/filepath"
	"testing"

	"gd8/store"
	"gd8/store/audit"
	"gd8/store/seal"
	"gd8/store/storetest"
)

// An inspector may have the store as a backup, encrypted, or after a rescue.
func TestASampleCanBeDrawnAgainWhereverTheStoreWent(t *testing.T) {
	ctx := context.Background()
	s := decided(t, 20, 6)
	one := mustDraw(t, s, Request{Said: "three and five", Size: 10})
	if err := s.Compact(ctx); err != nil {
		t.Fatal(err)
	}
	mustAgree(t, s, one.Number)
	if err := audit.Encrypt(ctx, s, officer, []byte("correct horse battery staple"), seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}); err != nil {
		t.Fatal(err)
	}
	mustAgree(t, s, one.Number)

	plain := decided(t, 20, 6)
	two := mustDraw(t, plain, Request{Said: "three and five", Size: 10})
	path := plain.Path()
	if err := plain.Close(); err != nil {
		t.Fatal(err)
	}
	rescued := filepath.Join(t.TempDir(), "rescued.db")
	if _, err := audit.Rescue(ctx, officer, path, rescued, store.Options{}); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(rescued, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	mustAgree(t, again, two.Number)
	storetest.MustVerify(t, "rescued", again)
}
