package files

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Create makes a new file, its owner's alone on every system whose drive knows
// permissions: on Windows that of the user, the system and the administrators,
// whatever the folder would hand down to it. A file that is there is
// fs.ErrExist.
func Create(path string) (*os.File, error) {
	if err := CheckName(path); err != nil {
		return nil, err
	}
	return createPrivate(path)
}

// CreateTemp is os.CreateTemp, and the file is its owner's as Create's is: a
// new file in folder under a name that no one can have guessed, with a number
// in place of the * of pattern.
func CreateTemp(folder, pattern string) (*os.File, error) {
	before, after, _ := strings.Cut(pattern, "*")
	for {
		f, err := Create(filepath.Join(folder, before+RandomNumber()+after))
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// RandomNumber is a number for a name that no one can have guessed.
func RandomNumber() string {
	var random [8]byte
	_, _ = rand.Read(random[:]) // crypto/rand does not fail
	return strconv.FormatUint(binary.BigEndian.Uint64(random[:]), 10)
}

// IsRandomNumber reports whether a part of a name is one that RandomNumber gives.
func IsRandomNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
