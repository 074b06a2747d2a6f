package location

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAFolderIsBelowAnotherByWhateverName(t *testing.T) {
	root := t.TempDir()
	drive := filepath.Join(root, "OneDrive - Force")
	inside := filepath.Join(drive, "Desktop", "gd8")
	if err := os.MkdirAll(inside, 0o700); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(root, "link")
	linked := os.Symlink(filepath.Join(drive, "Desktop"), link) == nil
	for _, tt := range []struct {
		folder, root string
		want         bool
	}{
		{drive, drive, true}, {inside, drive, true}, {drive + "/./Desktop", drive, true}, {filepath.Join(drive, "not there yet"), drive, true},
		{root, drive, false}, {filepath.Join(root, "OneDrive - Force 2"), drive, false}, {inside, "", false}, {inside, filepath.Join(root, "gone"), false},
		{filepath.Join(link, "gd8"), drive, linked},
	} {
		if got := below(tt.folder, tt.root); got != tt.want {
			t.Errorf("%s below %s: %v", tt.folder, tt.root, got)
		}
	}
}
