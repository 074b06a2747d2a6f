package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// FileNames gives each page a file name of its own. A name is made of a prefix,
// which says what the page is, and the reference alone, tells nothing more than it, and is one that every system
// takes: ASCII letters, digits and - _ . only, none that Windows keeps for
// itself, and no two that differ in case alone. A reference that cannot stand
// as it is, or not alone, is followed by the beginning of its SHA-256, so the
// same reference gets the same name from one export to the next.
func FileNames(prefix string, pages []Page) []string {
	names := make([]string, len(pages))
	same := map[string]int{}
	for k := range pages {
		names[k] = fileName(prefix, &pages[k], false)
		same[strings.ToLower(names[k])]++
	}
	taken := map[string]bool{}
	for k := range pages {
		if same[strings.ToLower(names[k])] > 1 {
			names[k] = fileName(prefix, &pages[k], true)
		}
		name := names[k]
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s-%d", names[k], n)
		}
		taken[strings.ToLower(name)] = true
		names[k] = name
	}
	for k := range names {
		names[k] += ".html"
	}
	return names
}

// maxStem is how much of a reference a file name holds.
const maxStem = 80

func fileName(prefix string, p *Page, marked bool) string {
	kind, ref := "-application-", p.Application
	if ref == "" {
		kind, ref = "-individual-", p.Person()
	}
	stem := plainName(ref)
	if len(stem) > maxStem {
		stem = stem[:maxStem]
	}
	if marked || stem != ref {
		hash := sha256.Sum256([]byte(ref))
		stem += "-" + hex.EncodeToString(hash[:6])
	}
	return prefix + kind + stem
}

// plainName is ref with one hyphen in the place of all that stands together
// and is not a plain character.
func plainName(ref string) string {
	var b strings.Builder
	gap := false
	for _, r := range ref {
		if r < 0x80 && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("-_.", r)) {
			b.WriteRune(r)
			gap = false
		} else if !gap {
			b.WriteByte('-')
			gap = true
		}
	}
	return b.String()
}
