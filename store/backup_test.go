package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/store/audit"
)

// unplugged is a folder in whose place there is a file, so that looking for
// anything in it is an error, and not that it is not there.
func unplugged(folder string) error {
	return errors.Join(os.Rename(folder, folder+".away"), os.WriteFile(folder, nil, 0o600))
}

func TestABackupWhoseFolderGoesAwayIsNotSaidToBeInItsPlace(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, 60, "summary"))
	for at := 1; ; at++ {
		folder := filepath.Join(t.TempDir(), "drive")
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		ctx := &watched{Context: context.Background(), look: func(time int) error {
			if time != at {
				return nil
			}
			return unplugged(folder)
		}}
		path := filepath.Join(folder, "backup.db")
		_, err := audit.Backup(ctx, s, officer, path)
		if ctx.time < at { // it was done before
			if at < 3 {
				t.Errorf("the context was looked at only %d times", ctx.time)
			}
			break
		}
		if err == nil || strings.Contains(err.Error(), "in its place") {
			t.Fatalf("the drive gone at look %d: %v", at, err)
		}
		// What is left of it on the drive is not forgotten.
		if left := namesIn(t, folder+".away"); len(left) > 0 {
			list, err := s.Backups()
			if err != nil || len(list) == 0 || filepath.Base(list[len(list)-1].Path) != left[0] {
				t.Fatalf("the drive gone at look %d holds %q, and the store knows of %v (%v)", at, left, list, err)
			}
		}
	}
}
