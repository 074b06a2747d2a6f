package review

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/ui/review/desk"
)

// copied is a copy of a file of testdata/import.
func copied(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("../../testdata/import", name))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAnExportIsMappedByKeys: the exports of a force go in through the mapping
// screen, are kept, and are read by themselves after that.
func TestAnExportIsMappedByKeys(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.open().press("i").pastes(copied(t, "C-force-export-2.csv")).press("enter").
		sees("How is this file read?", "Nominal No", "person_ref", "part of person_name", "All of 4 rows can be read.")
	// A column is taken away and put back.
	p.press("enter").sees("What the column is")
	p.press("ctrl+u").press("enter").sees("No column is person_ref yet").press("i").sees("no column is person_ref yet")
	p.press("z").sees("All of 4 rows can be read.")
	p.press("p").types("F001").press("enter").sees("application F001")
	p.press("i").sees("Keep the mapping").types("Crime report").press("enter").sees("4 rows read: 4 new").press("esc")
	p.sees("1004482", "42/18823/20", "2 incidents")
	// The next file with the same columns.
	p.press("i").pastes(copied(t, "C-force-export-2.csv")).press("enter").sees("4 unchanged", `Read with your mapping "Crime report"`, "u changes it")
	p.press("u").sees("How is this file read?", "All of 4 rows can be read.").press("esc")
	if _, err := os.Stat(filepath.Join(filepath.Dir(p.store.Path()), "mappings", "Crime-report.toml")); err != nil {
		t.Error(err)
	}
}

// TestAnExportWithTitlesAndAFooterIsMappedByKeys: two rows of one crime come in
// as one event.
func TestAnExportWithTitlesAndAFooterIsMappedByKeys(t *testing.T) {
	p := sitDown(t, desk.Options{}).open()
	p.press("i").pastes(copied(t, "C-force-export-1.csv")).press("enter").
		sees("row 4 names the columns", "All of 5 rows can be read.").press("i", "enter").sees("5 rows read: 5 new", "Left out 1 row").press("esc")
	p.sees("N/0231/17", "N/0888/19", "2 incidents", "N/1402/21", "O22 Does not apply")
}

// TestAValueThatGd8DoesNotReadIsAskedOnTheMappingScreen.
func TestAValueThatGd8DoesNotReadIsAskedOnTheMappingScreen(t *testing.T) {
	p := sitDown(t, desk.Options{})
	path := filepath.Join(t.TempDir(), "own.csv")
	if err := os.WriteFile(path, []byte("Title of the report,,\nNominal,Crime Ref,Disposal\nN/1,C/1,Words of advice\nN/2,C/2,OC21\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.open().press("i").pastes(path).press("enter").sees(`"Words of advice", 1 row: not read`, "1 value is still to be given a meaning")
	p.press("i").sees("1 value still to be given a meaning")
	p.press("down", "down", "down", "enter").sees("What it means").types("99").press("enter").sees("not an outcome code")
	p.press("ctrl+u").types("8").press("enter").sees("All of 2 rows can be read.")
	p.press("h").sees("Which row names the columns?").press("esc")
	p.press("i", "enter").sees("2 rows read: 2 new").press("esc")
	if !strings.Contains(p.screen(), "C/2") {
		t.Error(p.screen())
	}
}

// TestAGroupedExportIsMappedByKeys: parts of a name, dates with years of two
// digits, cells filled down and a footer are said on the screen.
func TestAGroupedExportIsMappedByKeys(t *testing.T) {
	p := sitDown(t, desk.Options{})
	path := filepath.Join(t.TempDir(), "grouped.csv")
	content := "Nominal,Family,First,Crime No,When,Disposal\nN1,LEE,Ana,C1,14-Mar-19,OC21\n,,,C2,15-Mar-19,OC8\nN2,POE,Bo,C3,16-Mar-19,OC21\nAltogether 3,,,,,\n"
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	p.open().press("i").pastes(path).press("enter").sees("How is this file read?")
	column := func(name, typed string) {
		t.Helper()
		p.press("pgup", "pgup")
		for !strings.Contains(p.screen(), "› "+name) {
			p.press("j")
		}
		p.press("enter", "ctrl+u").types(typed).press("enter")
		if p.app.Dialog != nil {
			t.Fatal(p.screen())
		}
	}
	column("Nominal", "person_ref")
	column("Nominal", "down")
	column("Family", "person_name")
	column("First", "+ person_name")
	column("Family", "down")
	column("First", "down")
	column("Crime No", "incident_ref")
	column("When", "incident_date")
	column("When", "dates DD-MMM-YY, years 1927 to 2026")
	column("Disposal", "outcome")
	p.sees("part of person_name, filled down", "DD-MMM-YY, years 1927 to 2026")
	if !strings.Contains(p.screen(), "All of 3 rows") {
		p.press("o").sees("Rows that are no records").press("enter").sees("type how such a row begins").types("Altogether").press("enter")
	}
	p.sees(`rows that begin "Altogether`, "All of 3 rows can be read.").press("i", "enter").sees("3 rows read: 3 new").press("esc").sees("C1", "C2", "C3")
}

// TestProblemsAreListedByCauseAndOneByOne: a hundred rows with one fault are one
// line, and one key lists each.
func TestProblemsAreListedByCauseAndOneByOne(t *testing.T) {
	p := sitDown(t, desk.Options{})
	path := filepath.Join(t.TempDir(), "wrong.csv")
	rows := "application_ref,person_ref,incident_ref,incident_date,abusive\n"
	for i := range 100 {
		rows += fmt.Sprintf("A-%d,P-%d,C/%d,31 June 2019,\n", i, i, i)
	}
	if err := os.WriteFile(path, []byte(rows+"A-900,P-900,C/900,1 June 2019,perhaps\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.open().press("i").pastes(path).press("enter").
		sees("101 problems, by cause; v lists them one by one", "100 rows, first line 2", "perhaps").
		press("v").sees("one by one; v lists them by cause", "line 2", "line 3", "line 4", "line 5").
		press("v").sees("100 rows, first line 2")
}
