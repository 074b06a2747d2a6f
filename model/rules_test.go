package model_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"testing"

	"gd8/model"
)

// The worked cases say what the test comes to, and the rules' hash by which
// rules a decision was made: neither changes without the other.
func TestTheRulesHaveTheHashOfTheirWorkedCases(t *testing.T) {
	cases := sha256.New()
	for _, name := range []string{"assess.csv", "assess.json"} {
		data, err := os.ReadFile("../testdata/cases/" + name)
		if err != nil {
			t.Fatal(err)
		}
		cases.Write(data)
	}
	rules := model.RulesHash()
	got := hex.EncodeToString(cases.Sum(nil))[:16] + " " + hex.EncodeToString(rules[:])[:16]
	const want = "fa05a5ba0a58a072 8244a241fe30483c"
	if got != want {
		t.Errorf("the worked cases and the rules are %s, and were %s: where the cases changed, say so in rules.go", got, want)
	}
}
