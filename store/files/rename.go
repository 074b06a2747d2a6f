package files

import (
	"errors"
	"os"
	"time"
)

// Rename is os.Rename, tried as Patiently does.
func Rename(from, to string) error {
	return Patiently(func() error { return os.Rename(from, to) })
}

// Patiently runs rename, on Windows for about two seconds while another
// program holds a file: a virus scanner or an indexer may for a moment hold
// what was just written.
func Patiently(rename func() error) error { return patiently(rename, isHeld, time.Sleep) }

// patiently tries until what held the file lets go of it, for two seconds.
func patiently(try func() error, held func(error) bool, sleep func(time.Duration)) error {
	const patience = 2 * time.Second
	err := try()
	waited := time.Duration(0)
	for wait := 10 * time.Millisecond; err != nil && held(err) && waited < patience; wait = min(2*wait, 200*time.Millisecond) {
		sleep(wait)
		waited += wait
		err = try()
	}
	return err
}

// Stat is os.Stat of a file that os.SameFile is to know again under another
// name. os.Stat itself would not do: on Windows it notes the path alone, and
// what the file is would be asked for at that path later.
func Stat(path string) (os.FileInfo, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	return info, errors.Join(err, f.Close())
}
