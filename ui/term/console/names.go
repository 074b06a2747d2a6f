package console

import "strconv"

// composes reports whether a key with Alt held is a digit of a character's
// number: the character comes when Alt is let go.
func (r *Record) composes() bool {
	if r.control()&anyAlt == 0 || r.control()&anyCtrl != 0 {
		return false
	}
	k := r.key()
	return k >= KeyPad0 && k <= KeyPad9 || k == KeyPadAdd ||
		r.control()&Enhanced == 0 && (k >= KeyPrior && k <= KeyDown || k == KeyInsert || k == KeyClear)
}

// asksForClipboard reports whether a key is one that pastes elsewhere on
// Windows.
func (r *Record) asksForClipboard() bool {
	ctrl := r.control()&anyCtrl != 0 && r.control()&anyAlt == 0
	return ctrl && r.key() == 'V' || r.key() == KeyInsert && r.control()&(Shift|anyCtrl|anyAlt) == Shift
}

// isControl reports whether a key is a control character that a pasted text may
// hold. Backspace is none of them: a hand that is quicker than the computer
// corrects itself. Ctrl+C is always a key.
func (r *Record) isControl() bool {
	const ctrlC = 3
	return r.control()&anyAlt == 0 && r.unit() > 0 && r.unit() < ' ' && r.unit() != ctrlC && r.key() != KeyBack && r.key() != KeyTab
}

// moving are the keys that move, from page up on. ctrl, shift and both say
// whether Bubble Tea has a name for the key with those held.
var moving = [...]struct {
	name              string
	ctrl, shift, both bool
}{{"pgup", true, false, false}, {"pgdown", true, false, false}, {"end", true, true, true}, {"home", true, true, true}, {"left", true, true, true}, {"up", true, true, true}, {"right", true, true, true}, {"down", true, true, true}}

// name is the name of a key that is no text, blank for one that has none: a
// letter, or a key that does nothing by itself, such as Ctrl.
func (r *Record) name() string {
	k := r.key()
	switch {
	case r.unit() >= ' ' && r.unit() != 0x7f: // AltGr makes letters of keys with Ctrl and Alt
		return ""
	case k == KeyReturn && r.unit() == '\n':
		return "ctrl+j"
	case k == KeyReturn:
		return "enter"
	case k == KeyBack:
		return "backspace"
	case k == KeyTab && r.control()&Shift != 0:
		return "shift+tab"
	case k == KeyTab:
		return "tab"
	case k == KeyEscape:
		return "esc"
	case k == KeyDelete:
		return "delete"
	case k == KeyInsert:
		return "insert"
	case k >= KeyPrior && k <= KeyDown:
		return r.movingName()
	case k >= KeyF1 && k <= KeyF20:
		return "f" + strconv.Itoa(int(k-KeyF1)+1)
	case r.control()&anyCtrl != 0 || r.unit() != 0:
		return r.controlName()
	}
	return ""
}

func (r *Record) movingName() string {
	m := moving[r.key()-KeyPrior]
	ctrl, shift := r.control()&anyCtrl != 0, r.control()&Shift != 0
	switch {
	case ctrl && shift && m.both:
		return "ctrl+shift+" + m.name
	case ctrl && m.ctrl:
		return "ctrl+" + m.name
	case shift && m.shift:
		return "shift+" + m.name
	}
	return m.name
}

// controlName is the name of a key with Ctrl; a terminal has always called some
// of them otherwise.
func (r *Record) controlName() string {
	k, unit := r.key(), r.unit()
	switch {
	case r.control()&anyAlt != 0:
		return ""
	case unit == '\t':
		return "tab"
	case unit == '\r':
		return "enter"
	case unit == 0x1b:
		return "esc"
	case unit > 0 && unit <= 26:
		return "ctrl+" + string(rune(unit-1+'a'))
	case unit > 0x1b && unit < ' ':
		return "ctrl+" + string(rune(unit+'@'))
	case k >= 'A' && k <= 'Z':
		return "ctrl+" + string(rune(k-'A'+'a'))
	case k >= '0' && k <= '9':
		return "ctrl+" + string(rune(k))
	}
	return ""
}
