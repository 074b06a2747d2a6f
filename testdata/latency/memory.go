//go:build unix

package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// rowMemory is the row of what the review keeps in memory.
const rowMemory = "resident while reviewing, beyond the mapped store"

// memory is what a process keeps in memory, in KiB: RssAnon and RssFile as the
// kernel gives them, and how much of the latter is the file at path.
type memory struct{ anon, file, mapped int }

// memoryOf reads it from /proc; ok is false on a system that has none.
func memoryOf(pid int, path string) (m memory, ok bool) {
	status := fmt.Sprintf("/proc/%d/status", pid)
	ok = eachLine(status, func(line string) {
		_, _ = fmt.Sscanf(line, "RssAnon: %d", &m.anon) // other lines leave it
		_, _ = fmt.Sscanf(line, "RssFile: %d", &m.file)
	})
	inFile := false
	ok = ok && eachLine(fmt.Sprintf("/proc/%d/smaps", pid), func(line string) {
		if name, _, _ := strings.Cut(line, " "); strings.Contains(name, "-") { // a mapping starts
			inFile = strings.HasSuffix(line, path)
		}
		kib := 0
		if n, _ := fmt.Sscanf(line, "Rss: %d", &kib); n == 1 && inFile {
			m.mapped += kib
		}
	})
	return m, ok
}

func eachLine(path string, visit func(string)) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		visit(lines.Text())
	}
	return lines.Err() == nil
}

// beyond is what is kept beyond the mapped file.
func (m memory) beyond() int { return m.anon + m.file - m.mapped }

func (m memory) String() string {
	return fmt.Sprintf("%d MiB (RssAnon %d, RssFile %d of which the store %d)", m.beyond()>>10, m.anon>>10, m.file>>10, m.mapped>>10)
}
