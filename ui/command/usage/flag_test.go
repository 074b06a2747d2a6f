package usage

import "testing"

func TestASizeIsReadInPowersOf1024(t *testing.T) {
	for in, want := range map[string]int64{
		"500000": 500000, "64KiB": 64 << 10, "20mib": 20 << 20, "2GiB": 2 << 30, "3 GB": 3 << 30, "7k": 7 << 10,
	} {
		var b Size
		if err := b.Set(in); err != nil || int64(b) != want {
			t.Errorf("%q is %d, %v; want %d", in, int64(b), err, want)
		}
	}
	for _, in := range []string{"", "0", "-1", "lots", "1.5GiB", "9999999999GiB", "GiB"} {
		var b Size
		if err := b.Set(in); err == nil {
			t.Errorf("%q is taken as %d", in, int64(b))
		}
	}
}

func TestAChoiceIsTakenInAnySpelling(t *testing.T) {
	c := Choice{Words: []string{"to_do", "due first"}}
	for in, want := range map[string]string{"to_do": "to_do", "To-Do": "to_do", "todo": "to_do", "DUE_FIRST": "due first"} {
		if err := c.Set(in); err != nil || c.Value != want {
			t.Errorf("%q is %q, %v", in, c.Value, err)
		}
	}
	if err := c.Set("soon"); err == nil || err.Error() != "it takes to_do or due first" {
		t.Errorf("got %v", err)
	}
}
