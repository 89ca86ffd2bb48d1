/// What stands on many pages: the frame, the navigation, buttons.
public enum CommonText: String, InterfaceText {
    public static let area = "common"

    case navNow, navCase, navAct, navTalk, navMe, exercise, stop, paused, running, ended, connected
    case disconnected, save, cancel, confirm, close, back, send, search, language, skipToContent
    case yes, no, from, to, inOriginal, brand, erased, unsent, sending, pageChanged, placesName
    case ready, stopped, runningFast, change, light, lightDevice, lightDay, lightNight, preferences, byBot,
        byBotWhat
    case glossary
    case realDataHeading, realDataWhat, realData, realMail, realPhone, realAccount, realDocument
}
