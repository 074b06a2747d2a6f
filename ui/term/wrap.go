package term

import "strings"

// Wrap is safe, unstyled text in lines of at most width cells; width less than
// 1 gives none. Lines break at spaces, which are then left out, and at line
// breaks; a word wider than a line is broken where it fills it. A text always
// has at least one line. Each line is a piece of s, so nothing is copied; only
// at width 1 are wide characters spelt as escapes, since nothing else fits.
func Wrap(s string, width int) []string {
	if width < 1 {
		return nil
	}
	if width == 1 {
		s = narrow(s)
	}
	lines := make([]string, 0, 1+len(s)/width)
	for more := true; more; {
		var line string
		line, s, more = NextLine(s, width)
		lines = append(lines, line)
	}
	return lines
}

// NextLine is the first line of s wrapped as Wrap does it, and what is left
// for the lines after it; more is false where that was the last. The cost is
// that of the one line, so that a view of a long text wraps only what it
// shows. width is at least 2: the width of the widest character.
func NextLine(s string, width int) (line, rest string, more bool) {
	used := 0                // the cells of s[:i]
	word, space := false, -1 // whether a word was seen; where the last run of spaces after one starts
	for i := 0; i < len(s); {
		if s[i] == '\n' {
			return s[:i], s[i+1:], true
		}
		n, w := cluster(s[i:])
		isSpace := n == 1 && s[i] == ' '
		if used+w > width && i > 0 {
			return breakAt(s, i, space, isSpace)
		}
		switch {
		case !isSpace:
			word = true
		case word && s[i-1] != ' ':
			space = i
		}
		used += w
		i += n
	}
	return s, "", false
}

// breakAt ends a line of s that is full at byte i: before the run of spaces at
// space where there is one, else at i itself, within a word or at the space
// that no longer fits.
func breakAt(s string, i, space int, isSpace bool) (line, rest string, more bool) {
	switch {
	case isSpace:
		line, rest = s[:i], strings.TrimLeft(s[i:], " ")
		if s[i-1] == ' ' && space >= 0 {
			line = s[:space]
		}
	case space >= 0:
		return s[:space], strings.TrimLeft(s[space:], " "), true
	default:
		return s[:i], s[i:], true
	}
	// The spaces ran on to the end of the line: its break is this one.
	if rest == "" {
		return line, "", false
	}
	return line, strings.TrimPrefix(rest, "\n"), true
}

// narrow is s with every character that is not one cell wide as an escape.
func narrow(s string) string {
	for i := 0; i < len(s); {
		n, w := cluster(s[i:])
		if s[i] != '\n' && w != 1 {
			return form{newline: "\n", tab: " ", ascii: true}.show(s)
		}
		i += n
	}
	return s
}
