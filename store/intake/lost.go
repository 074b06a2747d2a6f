package intake

import (
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake/jsonrows"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/intake/unread"
)

// This file stops the reading of a file where a value would be lost that bears
// on the test: package unread says which do.

// lostYes is the first column with a yes in a row that would be lost, -1 where
// there is none.
func (r *Reader) lostYes() int {
	for _, i := range r.alike {
		if i < len(r.rec.cells) && unread.SaysYes(r.rec.cells[i]) {
			return i
		}
	}
	return -1
}

// refuseLostYes stops an import at a yes that would be lost.
func (r *Reader) refuseLostYes(i int) error {
	word := "line"
	if r.format == source.XLSX {
		word = "row"
	}
	name := r.columns[i].name
	return unread.LostYes(fmt.Sprintf("the column %s (column %d)", problem.Show(name), i+1), name, fmt.Sprintf("%s %d", word, r.rec.line))
}

// refuseLostField stops an import at a value that would be lost.
func (r *Reader) refuseLostField(facts *model.Facts) error {
	for i := range r.unread {
		w := &r.unread[i]
		if w.At >= len(r.rec.cells) || r.rec.cells[w.At] == "" {
			continue
		}
		if why := w.Lost(r.rec.cells[w.At], r.present.Has, facts); why != "" {
			word := "line"
			if r.format == source.XLSX {
				word = "row"
			}
			name := r.columns[w.At].name
			return unread.LostValue(fmt.Sprintf("the column %s (column %d)", problem.Show(name), w.At+1), name, why, fmt.Sprintf("%s %d", word, r.rec.line))
		}
	}
	return nil
}

// unknownMember is a member of an object that gd8 does not know.
type unknownMember struct {
	name, value string
	line        int
}

// checkLost stops the import at a value in a member that gd8 does not know. What
// stands within lists and objects is looked at by its names and texts.
func (s *jsonScanner) checkLost() {
	if s.names.stop != nil || s.names.lenient || s.object.present == 0 { // no record: see wrapped
		return
	}
	read := model.Facts{}
	if code, err := model.ParseOutcome(s.cells[model.OutcomeCode]); err == nil && code != model.NoOutcome {
		read.SetOutcome(code)
	}
	for _, m := range s.unknown {
		w := unread.Watch(0, m.name)
		value, nested := jsonrows.Plain(m.value)
		why := ""
		if nested == "" {
			why = w.Lost(value, s.object.present.Has, &read)
		} else if word := factorWithin(m.value); word != "" {
			why = "holds " + problem.Quote(word) + " in a list or an object, and that would be lost"
		}
		if why != "" {
			s.names.stop = unread.LostValue("the member "+problem.Show(m.name), m.name, why, fmt.Sprintf("line %d", m.line))
			return
		}
	}
}

// factorWithin is the first text or name within a list or an object that names
// a yes/no field, without a no behind it.
func factorWithin(raw string) string {
	if len(raw) > 64<<10 {
		raw = raw[:64<<10]
	}
	for at := 0; ; {
		from := strings.IndexByte(raw[at:], '"')
		if from < 0 {
			return ""
		}
		from += at
		end := from + 1
		for end < len(raw) && raw[end] != '"' {
			if raw[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(raw) {
			return ""
		}
		text, _ := jsonrows.Unquote(raw[from : end+1])
		at = end + 1
		rest := strings.TrimLeft(raw[at:], " \t\r\n")
		if unread.NamesFactor(text) && !saysNo(rest) {
			return text
		}
	}
}

// saysNo reports whether what follows a name in JSON is a value that is no yes.
func saysNo(rest string) bool {
	value, ok := strings.CutPrefix(rest, ":")
	if !ok {
		return false // a text in a list
	}
	value = strings.ToLower(strings.TrimLeft(value, " \t\r\n"))
	return slices.ContainsFunc([]string{"false", "null", "0", `"no"`, `"n"`, `"false"`, `"0"`, `""`, `"unknown"`, `"not recorded"`, `"nk"`, `"n/k"`}, func(no string) bool { return strings.HasPrefix(value, no) })
}
