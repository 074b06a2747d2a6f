package export

import (
	"gd8/model"
	"gd8/store"
)

// Application is an application as `gd8 show --application` gives it.
type Application struct {
	ApplicationRef string                  `json:"application_ref"`
	Finished       bool                    `json:"finished"` // nothing is left to decide
	Individuals    []ApplicationIndividual `json:"individuals"`
}

// ApplicationIndividual is one individual of an application.
type ApplicationIndividual struct {
	PersonRef string   `json:"person_ref"`
	Role      string   `json:"person_role"` // applicant or third_party
	Hits      []Listed `json:"hits"`
}

// ShowApplication is an application for other programs.
func ShowApplication(ref string, individuals []*store.Dossier) Application {
	a := Application{ApplicationRef: ref, Finished: true, Individuals: []ApplicationIndividual{}}
	for _, d := range individuals {
		who := ApplicationIndividual{PersonRef: d.Key().Person, Role: d.Case.Facts(0).Get(model.PersonRole), Hits: []Listed{}}
		if who.Role == "" {
			who.Role = "applicant"
		}
		for i := range d.Items {
			assessed := d.Case.Assess(i)
			hit := Listed{
				Identity: identity(d.Case.Facts(i).Key(), assessed.Verdict),
				Findings: findings(&assessed, d.Case.Decisions(i, &assessed)),
				Standing: Standing{State: d.Items[i].State.String()},
			}
			if made := d.Items[i].Decision; made.Stands() {
				hit.Decision = made.Kind.String()
			}
			a.Finished = a.Finished && d.Items[i].State.Done()
			who.Hits = append(who.Hits, hit)
		}
		a.Individuals = append(a.Individuals, who)
	}
	return a
}
