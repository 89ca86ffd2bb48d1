/// What a server under test says when it is ready.
struct BenchDoors: Decodable {
    struct Seat: Decodable {
        let id: String
        let link: String
    }

    struct Team: Decodable {
        let control: String
        let seats: [Seat]
    }
    let url: String
    let teams: [Team]

    func path(_ link: String) -> String { String(link.dropFirst(url.count)) }
    var port: UInt16 { UInt16(url.split(separator: ":").last ?? "") ?? 0 }
}

/// A form that sends a message.
struct BenchForm {
    var address: String
    var agencies: [String]
}

/// Everybody who takes part in a measurement: some teams, each in a run of its own.
struct BenchRoom {
    let crowd: Crowd
    let teams: [BenchTeam]

    struct Sender {
        let person: Browser
        let team: Int
        let form: BenchForm
        /// Sits in the first seat: the audience of what it sends is watched.
        let isProbe: Bool
    }

    init(_ crowd: Crowd, _ doors: BenchDoors, clients: Int) throws {
        self.crowd = crowd
        let share = clients / doors.teams.count
        var teams = try doors.teams.enumerated().map { number, team in
            // Whoever is over goes to the first team.
            let count = share + (number == 0 ? clients % doors.teams.count : 0)
            return try BenchTeam(crowd, doors, team, people: count)
        }
        for team in teams { for person in team.people { try person.follow(fetching: true) } }
        try crowd.run(until: Crowd.now + 1500)
        // The runs are alike: what one team finds out holds for all.
        let plan = try BenchPlan(teams[0], crowd)
        for place in teams.indices { try teams[place].learn(plan) }
        self.teams = teams
        guard !senders.allSatisfy(\.isProbe) else {
            throw Trouble("Nobody can write without the first seat hearing of it.")
        }
    }

    var people: [Browser] { teams.flatMap(\.people) }

    /// Who sends, the teams in turn.
    var senders: [Sender] {
        let longest = teams.map(\.people.count).max() ?? 0
        return (0..<longest).flatMap { place in
            teams.enumerated().compactMap { number, team in
                guard place < team.people.count, let form = team.forms[place % team.seats] else { return nil }
                return Sender(
                    person: team.people[place], team: number, form: form, isProbe: place % team.seats == 0)
            }
        }
    }

    /// How many notices all seats had, each counted once for all its people.
    var seatNotices: Int {
        teams.reduce(0) { sum, team in sum + team.people.prefix(team.seats).reduce(0) { $0 + $1.notices } }
    }
}

/// The people of one run. Person number n sits in seat n, counted round.
struct BenchTeam {
    let people: [Browser]
    let seats: Int
    let control: Browser
    let channel: String
    /// The first seat.
    let watched: String
    /// By seat; nil where nothing is sent.
    private(set) var forms: [BenchForm?] = []
    /// The seats that hear of what the first seat sends.
    private(set) var audience: [Int] = []

    init(_ crowd: Crowd, _ doors: BenchDoors, _ team: BenchDoors.Team, people count: Int) throws {
        seats = team.seats.count
        watched = team.seats[0].id
        control = Browser(crowd)
        _ = try control.answer("POST", doors.path(team.control), [])
        guard try control.answer("POST", "/control/start", [("command", "bench-start")]).status == 303 else {
            throw Trouble("The run under test did not start.")
        }
        let page = try control.answer("GET", "/control?compose=yes").text
        channel =
            page.firstMatch(of: #/id="compose-channel"[\s\S]*?<option[^>]*value="([^"]+)"/#).map {
                String($0.1)
            } ?? ""
        people = try (0..<count).map { number in
            let person = Browser(crowd)
            let link = doors.path(team.seats[number % team.seats.count].link)
            _ = try person.answer("POST", link, [("name", "Person \(number)"), ("language", "en")])
            _ = try person.answer("POST", "/note", [("answer", "yes")])
            return person
        }
        guard count >= seats else { throw Trouble("A run under test has more seats than people: \(seats).") }
    }

    mutating func learn(_ plan: BenchPlan) throws {
        audience = plan.audience
        forms = try plan.choices.enumerated().map { seat, choice in
            guard let choice else { return nil }
            guard let form = try messages(seat).first else { return nil }
            return BenchForm(
                address: form.address,
                agencies: choice.filter(form.agencies.indices.contains).map { form.agencies[$0] })
        }
    }

    /// The acts of a seat that send a message, with every agency that they may go to.
    func messages(_ seat: Int) throws -> [BenchForm] {
        let acts = try people[seat].answer("GET", "/act").text.matches(of: #/href="\/act\/([a-z0-9]{13})"/#)
        return try acts.lazy.compactMap { act in
            let text = try people[seat].answer("GET", "/act/\(act.1)").text
            let names = text.matches(of: #/name="([a-z_]+)"/#).map(\.1)
            guard names.contains("text"), !names.contains("basis") else { return nil }
            let agencies =
                text.matches(of: #/name="agencies"[^>]*value="([a-z0-9]+)"/#).map { String($0.1) }
                + text.matches(of: #/value="([a-z0-9]+)"[^>]*name="agencies"/#).map { String($0.1) }
            return agencies.isEmpty ? nil : BenchForm(address: "/act/\(act.1)/do", agencies: agencies)
        }
    }
}

/// Who writes to whom, found by trying: what the first seat sends has an audience that hears of nothing else, and every
/// other message changes what some seven seats see, so that with the short ones it is five on average.
struct BenchPlan {
    /// By seat: places of agencies in its form; nil where nothing is sent.
    private(set) var choices: [[Int]?]
    private(set) var audience: [Int] = []
    private static let wanted = 7
    /// How many seats an act changes on average: what is followed to the last of them is to be such an act.
    private static let usual = 5

    init(_ team: BenchTeam, _ crowd: Crowd) throws {
        choices = [[Int]?](repeating: nil, count: team.seats)
        let heard = try (0..<team.seats).map { try BenchPlan.tried($0, team, crowd) }
        guard
            let probe = heard[0].filter({ $0.seats.contains(0) })
                .min(by: { abs($0.seats.count - BenchPlan.usual) < abs($1.seats.count - BenchPlan.usual) })
        else { throw Trouble("No act that writes a message was found for the first seat.") }
        audience = probe.seats.sorted()
        choices[0] = [probe.agency]
        for seat in 1..<team.seats where !audience.contains(seat) {
            var (chosen, changed): ([Int], Set<Int>) = ([], [])
            for (agency, seats) in heard[seat] where seats.isDisjoint(with: audience) {
                guard changed.count < BenchPlan.wanted else { break }
                if seats.subtracting(changed).isEmpty { continue }
                chosen.append(agency)
                changed.formUnion(seats)
            }
            if !chosen.isEmpty { choices[seat] = chosen }
        }
    }

    /// For each agency to which the seat can write, the seats that hear of it.
    private static func tried(
        _ seat: Int, _ team: BenchTeam, _ crowd: Crowd
    ) throws -> [(agency: Int, seats: Set<Int>)] {
        guard let form = try team.messages(seat).first else { return [] }
        return try form.agencies.enumerated().compactMap { place, agency in
            let before = team.people.prefix(team.seats).map(\.notices)
            let fields = [
                ("command", "bench-try-\(seat)-\(place)"), ("agencies", agency), ("text", "Good morning."),
            ]
            let status = try team.people[seat].answer("POST", form.address, fields).status
            try crowd.run(until: Crowd.now + 60)
            guard status == 303 else { return nil }
            let heard = (0..<team.seats).filter { team.people[$0].notices > before[$0] }
            return (place, Set(heard))
        }
    }
}

/// Follows what the first seat of a team sends until the last of its audience has heard of it.
final class BenchProbe {
    private let watchers: [Browser]
    /// When the act that is out was due, and those that would have followed it meanwhile.
    private var due: [Double] = []
    private var missing: Set<Int> = []

    /// - Parameter delivered: is given the milliseconds from when an act was due until it had reached everybody.
    init(_ team: BenchTeam, _ delivered: @escaping (Double) -> Void) {
        watchers = team.people.enumerated().filter { team.audience.contains($0.offset % team.seats) }
            .map(\.element)
        for (place, watcher) in watchers.enumerated() {
            watcher.noticed = { [unowned self] now in
                guard !due.isEmpty, missing.remove(place) != nil, missing.isEmpty else { return }
                for moment in due { delivered(now - moment) }
                due = []
            }
        }
    }

    var isFree: Bool { due.isEmpty }
    var audience: Int { watchers.count }

    func begin(_ due: Double) { (self.due, missing) = ([due], Set(watchers.indices)) }

    /// An act that was due while another was out, and was left out: two at one time could not be told apart. It would have
    /// arrived no sooner, so that slow moments count as often as they are.
    func leftOut(_ due: Double) { self.due.append(due) }

    func end() { for watcher in watchers { watcher.noticed = nil } }
}
