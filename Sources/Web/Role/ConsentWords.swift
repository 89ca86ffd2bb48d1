import Texts
import Views

extension PageContext {
    /// "go to: Lantern House (what for: protection)", on a list of what somebody has agreed to.
    func words(_ consent: CharacterConsent) -> String {
        let what = t(
            consent.isForService ? RoleText.consentService : .consentShare, ["who": say(consent.to)])
        guard let purpose = consent.purpose else { return what }
        return t(RoleText.consentFor, ["what": what, "purpose": say(purpose)])
    }
}
