package review

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const (
	keyPage  = "../KEYS.md"
	keysFrom = "<!-- keys -->\n"
	keysTo   = "<!-- /keys -->"
)

// keyList is the list of keys in ui/KEYS.md, from the tables the app works from.
func keyList() string {
	var b strings.Builder
	for _, table := range KeyTables() {
		fmt.Fprintf(&b, "\n**%s**\n\n| key | what it does |\n|---|---|\n", table.Screen)
		for _, row := range table.Rows {
			fmt.Fprintf(&b, "| `%s` | %s |\n", strings.ReplaceAll(row.Keys, "|", `\|`), strings.ReplaceAll(row.Does, "|", `\|`))
		}
	}
	return b.String() + "\n"
}

func TestKeyPageListsTheKeysThatWork(t *testing.T) {
	text, err := os.ReadFile(keyPage)
	if err != nil {
		t.Fatal(err)
	}
	// Git may have given the file Windows line ends.
	said := strings.ReplaceAll(string(text), "\r\n", "\n")
	before, rest, ok := strings.Cut(said, keysFrom)
	list, after, ok2 := strings.Cut(rest, keysTo)
	if !ok || !ok2 {
		t.Fatalf("KEYS.md has no place for the list of keys between %q and %q", keysFrom, keysTo)
	}
	if list == keyList() {
		return
	}
	if !*update {
		t.Fatal("ui/KEYS.md is stale; go test ./ui/review -run KeyPage -update writes it anew")
	}
	if err := os.WriteFile(keyPage, []byte(before+keysFrom+keyList()+keysTo+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
