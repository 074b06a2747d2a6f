package store_test

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// This file records what a process does to the files below a folder, as the
// kernel sees it. The recording can miss nothing: strace shows every system
// call of every thread that takes a file or a descriptor, with all the bytes
// it hands over; one that this reader does not know for harmless or for a
// change it can replay fails the test; and a file can change without a call
// only through a shared mapping that may be written, which fails it too. That
// the recording is read rightly is shown by playing it whole, which must give
// the files that the process left, byte for byte.

// change is one thing done to a file or folder. Paths are relative to the
// folder recorded, with slashes.
type change struct {
	kind     changeKind
	path, to string // to: of a rename or link
	file     int    // of a write, truncation or sync
	at       int64  // offset, or the size of a truncation
	data     []byte
	said     string // of a line the process said
}

type changeKind int

const (
	madeFile changeKind = iota
	madeFolder
	wrote
	truncated
	syncedFile
	syncedFolder
	renamed
	linked
	unlinked
	spoke
)

// record runs a command under strace and gives what it did below root, with
// the lines it said on its standard output in their place among that.
func record(t *testing.T, cmd *exec.Cmd, root string) []change {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("system calls are recorded on Linux")
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("Debian's package strace is needed to record what is written")
	}
	trace := filepath.Join(t.TempDir(), "trace")
	cmd.Args = append([]string{
		strace, "--follow-forks", "--seccomp-bpf", "--strings-in-hex=all", "--string-limit=67108864",
		"--trace=%desc,%file,io_uring_setup", "--output=" + trace,
	}, cmd.Args...)
	cmd.Path = strace
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("the recorded session ended with %v and said %q", err, lastLine(out))
	}
	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := &traceReader{root: root, open: map[string]*opened{}, files: map[string]int{}, folders: map[string]bool{".": true}, begun: map[string]string{}}
	if err := r.read(f); err != nil {
		t.Fatal(err)
	}
	return r.changes
}

func lastLine(b []byte) string {
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return lines[len(lines)-1]
}

// opened is what a descriptor stands for.
type opened struct {
	path   string
	folder bool
	file   int
	at     int64 // where the next write without an offset goes
}

// traceReader follows descriptors and names through a recording.
type traceReader struct {
	root    string
	open    map[string]*opened // by descriptor; all threads share them
	files   map[string]int     // by path
	folders map[string]bool
	begun   map[string]string // calls not yet ended, by thread
	made    int               // files so far
	changes []change
}

func (r *traceReader) read(f io.Reader) error {
	lines := bufio.NewReaderSize(f, 1<<20)
	for number := 1; ; number++ {
		line, err := lines.ReadString('\n')
		if err == io.EOF && line == "" {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.line(strings.TrimSuffix(line, "\n")); err != nil {
			return fmt.Errorf("line %d of the recording, %.200q: %w", number, line, err)
		}
	}
}

// line reads one line. A call during which another thread did something
// stands on two, which are joined.
func (r *traceReader) line(line string) error {
	thread, call, _ := strings.Cut(line, " ")
	call = strings.TrimLeft(call, " ")
	switch {
	case strings.HasPrefix(call, "+++"), strings.HasPrefix(call, "---"):
		return nil // an end or a signal
	case strings.HasPrefix(call, "<... "):
		_, rest, ok := strings.Cut(call, " resumed>")
		if !ok || r.begun[thread] == "" {
			return fmt.Errorf("the end of a call that did not begin")
		}
		call = r.begun[thread] + rest
		delete(r.begun, thread)
	}
	if begun, ok := strings.CutSuffix(call, "<unfinished ...>"); ok {
		r.begun[thread] = begun
		return nil
	}
	name, rest, ok := strings.Cut(call, "(")
	equals := strings.LastIndex(rest, " = ")
	if !ok || equals < 0 {
		return fmt.Errorf("not a system call")
	}
	given, closed := strings.CutSuffix(strings.TrimRight(rest[:equals], " "), ")")
	if !closed {
		return fmt.Errorf("not a whole system call")
	}
	result, _, _ := strings.Cut(rest[equals+len(" = "):], " ")
	if result == "?" || strings.HasPrefix(result, "-") {
		return nil // it failed, or the process ended
	}
	return r.call(name, arguments(given), result)
}

// arguments splits at the commas that stand outside structures.
func arguments(s string) (list []string) {
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case ',':
			if depth == 0 {
				list = append(list, strings.TrimSpace(s[from:i]))
				from = i + 1
			}
		}
	}
	return append(list, strings.TrimSpace(s[from:]))
}

// harmlessCalls are those that change no file, whatever they are given.
var harmlessCalls = []string{
	"access", "chdir", "dup", "epoll_create1", "epoll_ctl", "epoll_pwait", "eventfd2", "execve", "faccessat", "faccessat2", "fcntl", "fchmod", "fchmodat",
	"flock", "fstat", "fstatfs", "getcwd", "getdents64", "lseek", "newfstatat", "pipe2", "poll", "ppoll", "pread64", "pselect6", "read", "readlink", "readlinkat", "stat", "statfs", "statx", "uname",
}

// call replays one call that succeeded.
func (r *traceReader) call(name string, args []string, result string) error {
	if slices.Contains(harmlessCalls, name) {
		return nil
	}
	switch name {
	case "openat":
		return r.openat(args, result)
	case "close":
		delete(r.open, args[0])
		return nil
	case "mmap":
		if strings.Contains(args[2], "PROT_WRITE") && strings.Contains(args[3], "MAP_SHARED") && r.open[args[4]] != nil {
			return fmt.Errorf("a file recorded is mapped to be written")
		}
		return nil
	case "mkdirat", "renameat", "renameat2", "linkat", "unlinkat":
		return r.name(name, args)
	}
	o := r.open[args[0]]
	if o == nil {
		if name == "write" && args[0] == "1" {
			return r.speak(args[1])
		}
		if slices.Contains([]string{"write", "pwrite64", "ftruncate", "fsync", "fdatasync"}, name) {
			return nil // of a file elsewhere
		}
		return fmt.Errorf("%s is not known for harmless and cannot be replayed", name)
	}
	return r.content(o, name, args, result)
}

// content replays what is done to an open file or folder.
func (r *traceReader) content(o *opened, name string, args []string, result string) error {
	switch name {
	case "fsync", "fdatasync":
		if o.folder {
			r.add(change{kind: syncedFolder, path: o.path})
		} else {
			r.add(change{kind: syncedFile, file: o.file, path: o.path})
		}
		return nil
	case "ftruncate":
		size, err := strconv.ParseInt(args[1], 10, 64)
		r.add(change{kind: truncated, file: o.file, path: o.path, at: size})
		return err
	case "write", "pwrite64":
		data, err := bytesOf(args[1])
		if err != nil {
			return err
		}
		if strconv.Itoa(len(data)) != result {
			return fmt.Errorf("%s of %d bytes were written", result, len(data))
		}
		at := o.at
		if name == "pwrite64" {
			if at, err = strconv.ParseInt(args[3], 10, 64); err != nil {
				return err
			}
		} else {
			o.at += int64(len(data))
		}
		r.add(change{kind: wrote, file: o.file, path: o.path, at: at, data: data})
		return nil
	}
	return fmt.Errorf("%s of a file recorded cannot be replayed", name)
}

func (r *traceReader) add(c change) { r.changes = append(r.changes, c) }

// speak notes the lines said.
func (r *traceReader) speak(arg string) error {
	b, err := bytesOf(arg)
	for line := range bytes.Lines(b) {
		r.add(change{kind: spoke, said: strings.TrimSuffix(string(line), "\n")})
	}
	return err
}

func (r *traceReader) openat(args []string, result string) error {
	path, inside, err := r.pathOf(args[0], args[1])
	if err != nil || !inside {
		delete(r.open, result)
		return err
	}
	flags := strings.Split(args[2], "|")
	if slices.Contains(flags, "O_APPEND") || slices.Contains(flags, "O_TMPFILE") {
		return fmt.Errorf("a file recorded is opened in a way that cannot be replayed")
	}
	if r.folders[path] {
		r.open[result] = &opened{path: path, folder: true}
		return nil
	}
	file, there := r.files[path]
	if !there {
		if !slices.Contains(flags, "O_CREAT") {
			return fmt.Errorf("a file was opened that was not seen made")
		}
		r.made++
		file = r.made
		r.files[path] = file
		r.add(change{kind: madeFile, path: path, file: file})
	} else if slices.Contains(flags, "O_TRUNC") {
		r.add(change{kind: truncated, path: path, file: file})
	}
	r.open[result] = &opened{path: path, file: file}
	return nil
}

// name replays what is done to names.
func (r *traceReader) name(call string, args []string) error {
	path, inside, err := r.pathOf(args[0], args[1])
	if err != nil || !inside {
		return err
	}
	switch call {
	case "mkdirat":
		r.folders[path] = true
		r.add(change{kind: madeFolder, path: path})
		return nil
	case "unlinkat":
		if r.folders[path] {
			return fmt.Errorf("the removal of a folder cannot be replayed")
		}
		delete(r.files, path)
		r.add(change{kind: unlinked, path: path})
		return nil
	}
	to, inside, err := r.pathOf(args[2], args[3])
	if err != nil {
		return err
	}
	if !inside || r.folders[path] || filepath.Dir(to) != filepath.Dir(path) || call == "renameat2" && len(args) > 4 && strings.Contains(args[4], "EXCHANGE") {
		return fmt.Errorf("this %s cannot be replayed", call)
	}
	r.files[to] = r.files[path]
	if call == "linkat" {
		r.add(change{kind: linked, path: path, to: to})
		return nil
	}
	delete(r.files, path)
	r.add(change{kind: renamed, path: path, to: to})
	return nil
}

// pathOf is the path that a call names, relative to the folder recorded.
func (r *traceReader) pathOf(folder, arg string) (path string, inside bool, err error) {
	b, err := bytesOf(arg)
	if err != nil {
		return "", false, err
	}
	full := string(b)
	if !filepath.IsAbs(full) {
		o := r.open[folder]
		if o == nil {
			return "", false, nil // the session names its files whole
		}
		full = filepath.Join(r.root, o.path, full)
	}
	path, err = filepath.Rel(r.root, full)
	return path, err == nil && path != ".." && !strings.HasPrefix(path, "../"), nil
}

// bytesOf reads a string of a recording, each byte as \x and two digits.
func bytesOf(arg string) ([]byte, error) {
	inner, ok := strings.CutPrefix(arg, `"`)
	inner, closed := strings.CutSuffix(inner, `"`)
	if !ok || !closed {
		return nil, fmt.Errorf("%.40q is not a whole string", arg)
	}
	digits := strings.ReplaceAll(inner, `\x`, "")
	if len(digits)*2 != len(inner) {
		return nil, fmt.Errorf("%.40q is not all in hexadecimal digits", arg)
	}
	return hex.DecodeString(digits)
}
