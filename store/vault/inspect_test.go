package vault

import (
	"errors"
	"strings"
	"syscall"
	"testing"
)

// mute is a drive that gives no answer.
type mute struct{}

func (mute) ReadAt([]byte, int64) (int, error) { return 0, syscall.EIO }

func TestADriveThatGivesNoAnswerIsNotTakenForAFileOfAnotherKind(t *testing.T) {
	err := inspectFile(mute{}, 65536)
	if !errors.Is(err, syscall.EIO) || !strings.Contains(err.Error(), "check the drive") {
		t.Errorf("it says: %v", err)
	}
	if err := inspectFile(strings.NewReader(strings.Repeat("text ", 2000)), 10000); !errors.Is(err, errNoStore) {
		t.Errorf("of a file of another kind it says: %v", err)
	}
}
