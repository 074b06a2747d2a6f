// Package sample writes made-up incidents for measurements: as many as asked
// for, the same every time, in the proportions that make the work of a queue.
// No one in them exists. Nothing that is given away imports it.
package sample

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
)

// columns are those that WriteCSV fills.
const columns = "application_ref,person_ref,incident_ref,person_role,person_name,application_type,workforce,source,grading,involvement,due_date,offence,incident_date,outcome_date,date_of_birth,outcome,youth_produced,abusive,exploitation,grooming,profit_motive,malicious_intent,persistent_behaviour,pattern_of_behaviour,indicator_of_risk,summary"

// summary is the same in every row, as a search has to read it in each.
const summary = `"Shared one image with a partner of the same age by a messaging app; image deleted in front of officers, parents informed, school aware."`

// syllables make the middle names, of which there are middleNames.
var syllables = [...]string{"a", "be", "da", "el", "fi", "ha", "i", "jo", "ka", "li", "ma", "ne", "o", "pa", "ri", "sa", "ta", "u", "vi", "zo"}

const middleNames = len(syllables) * len(syllables) * len(syllables)

func middleName(n int) string {
	first := syllables[n%len(syllables)]
	n /= len(syllables)
	return string(first[0]-'a'+'A') + first[1:] + syllables[n%len(syllables)] + syllables[n/len(syllables)]
}

// WriteCSV writes n incidents of about 340 bytes each, the same for the same
// n, as a file to import. Nine in ten individuals have one incident, the
// others two; one in five is called Okoro; three in five outcomes are 21. Few
// share a name and a date of birth with another, as few people do: some in a
// thousand of a million.
func WriteCSV(to io.Writer, n int) error {
	out := bufio.NewWriterSize(to, 1<<20)
	r := rand.New(rand.NewPCG(1, uint64(n)))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	day := func(from, to int) string {
		return fmt.Sprintf("%d-%02d-%02d", from+r.IntN(to-from+1), 1+r.IntN(12), 1+r.IntN(28))
	}
	fmt.Fprintln(out, columns)
	person, second := 0, false
	for i := range n {
		if second = !second && i > 0 && r.IntN(10) == 0; !second {
			person++
		}
		on := day(2016, 2021)
		fmt.Fprintf(out, "APP-%07d,P-%07d,%d/%07d/%d,applicant,%s %s %s,Enhanced,Child,CRIMES,B2,suspect,%s,Distribute an indecent photograph of a child,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n",
			person, person, 10+r.IntN(10), i, 16+r.IntN(6), pick("Amira", "Ben", "Cara", "Dylan", "Ewan"), middleName(r.IntN(middleNames)), pick("Shaw", "Okoro", "Patel", "Hughes", "Byrne"),
			day(2027, 2027), on, on, day(2003, 2006), pick("21", "21", "21", "", "8"), pick("yes", "yes", "yes", ""),
			pick("", "", "no"), pick("", "", "no"), pick("", "", "no"), pick("", "", "no"), pick("", "", "no"), pick("", "", "no"),
			pick("", "no", "no", "yes"), pick("", "no", "no", "yes"), summary)
	}
	return out.Flush()
}
