package command_test

import (
	"bytes"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
)

// damage FILE TEXT flips a bit in every place of a file that holds a text, as
// a failing drive or a meddling hand would.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: damage FILE TEXT")
	}
	path, text := ts.MkAbs(args[0]), []byte(args[1])
	file, err := os.ReadFile(path)
	ts.Check(err)
	places := bytes.Count(file, text)
	if places == 0 {
		ts.Fatalf("%s does not hold %q", args[0], text)
	}
	changed := bytes.Clone(text)
	changed[len(changed)-1] ^= 1
	ts.Check(os.WriteFile(path, bytes.ReplaceAll(file, text, changed), 0o600))
}

// wipe FILE overwrites the pages of a store but those that are read when it is
// opened: the two that describe it and the list of free ones.
func wipe(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: wipe FILE")
	}
	path := ts.MkAbs(args[0])
	file, err := os.ReadFile(path)
	ts.Check(err)
	size := os.Getpagesize()
	for at := 2 * size; at < len(file); at += size {
		const flags, freelist = 8, 0x10 // of a page of bbolt's
		if page := file[at:min(at+size, len(file))]; page[flags] != freelist {
			copy(page, bytes.Repeat([]byte{0xff}, size))
		}
	}
	ts.Check(os.WriteFile(path, file, 0o600))
}
