using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Feeds;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Advisories.Tests;

public sealed class AdvisoryFileTests : IDisposable
{
    private static readonly OsvPackage Package = new("Go", "example.com/a");

    private readonly TemporaryFolder _folder = new();
    private readonly AdvisoryFile _file;

    public AdvisoryFileTests() => _file = AdvisoryFile.Open(_folder.File("advisories.db"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finds_what_was_taken_in()
    {
        Replace("go", [Advisory.Reading("A"), Advisory.Reading("B", name: "example.com/b")]).ShouldBe([new("Go", "example.com/a"), new("Go", "example.com/b")], ignoreOrder: true);
        using var snapshot = _file.Read();
        snapshot.Count.ShouldBe(2);
        snapshot.Modified.ShouldBe(Advisory.Day);
        snapshot.Find(Package).ShouldHaveSingleItem().Id.ShouldBe("A");
        snapshot.Find(new("npm", "example.com/a")).ShouldBeEmpty();
        VulnerabilityMatcher.Match(snapshot, Package, "v1.1.0").ShouldHaveSingleItem().FixedIn.ShouldBe("1.2.0");
        VulnerabilityMatcher.Match(snapshot, Package, "v1.2.0").ShouldBeEmpty();
        var source = snapshot.Sources.ShouldHaveSingleItem();
        source.ShouldBe(new("go", "osv", Advisory.Day.AddDays(9), Advisory.Day, 2, "tag"));
    }

    [Fact]
    public void A_reader_sees_nothing_of_an_update_that_goes_on_beside_it()
    {
        Replace("go", [Advisory.Reading("A")]);
        using var before = _file.Read();
        using (var update = _file.Update())
        {
            update.Replace("go", "osv", [Advisory.Reading("A", "1.3.0", day: 1), Advisory.Reading("B")], Advisory.Day);
            before.Find(Package).ShouldHaveSingleItem();
            using (var during = _file.Read())
                during.Find(Package).ShouldHaveSingleItem();
            update.Commit();
        }
        before.Find(Package).ShouldHaveSingleItem().Modified.ShouldBe(Advisory.Day);
        using var after = _file.Read();
        after.Find(Package).Select(advisory => (advisory.Id, advisory.Modified)).ShouldBe([("A", Advisory.Day.AddDays(1)), ("B", Advisory.Day)]);
    }

    [Fact]
    public void What_changed_stays_pending_until_it_is_done_and_longer_when_it_changed_again()
    {
        Replace("go", [Advisory.Reading("A"), Advisory.Reading("B", name: "example.com/b")]);
        var changes = _file.Pending();
        changes.Packages.ShouldBe([new("Go", "example.com/a"), new("Go", "example.com/b")], ignoreOrder: true);
        Replace("go", [Advisory.Reading("A", "1.3.0", day: 1), Advisory.Reading("B", name: "example.com/b")]);
        _file.Done(changes);
        _file.Pending().Packages.ShouldBe([Package]);
        _file.Done(_file.Pending());
        _file.Pending().Packages.ShouldBeEmpty();
        Replace("go", [Advisory.Reading("A", "1.3.0", day: 1), Advisory.Reading("B", name: "example.com/b")]);
        _file.Pending().Packages.ShouldBeEmpty();
    }

    [Fact]
    public void An_update_that_is_not_committed_leaves_nothing()
    {
        using (var update = _file.Update())
            update.Replace("go", "osv", [Advisory.Reading("A")], Advisory.Day);
        using var snapshot = _file.Read();
        snapshot.Count.ShouldBe(0);
        snapshot.Sources.ShouldBeEmpty();
        snapshot.Modified.ShouldBeNull();
    }

    [Fact]
    public void Replacing_a_source_removes_what_it_has_no_more_and_nothing_of_others()
    {
        Replace("go", [Advisory.Reading("A"), Advisory.Reading("B", name: "example.com/b")]);
        Replace("own", [Advisory.Reading("C")]);
        Replace("go", [Advisory.Reading("A")]).ShouldBe([new("Go", "example.com/b")]);
        using var snapshot = _file.Read();
        snapshot.Find(Package).Select(advisory => advisory.Id).ShouldBe(["A", "C"]);
        snapshot.Find(new("Go", "example.com/b")).ShouldBeEmpty();
        snapshot.Sources.Select(source => (source.Name, source.Advisories)).ShouldBe([("go", 1), ("own", 1)]);
    }

    [Fact]
    public void What_cannot_be_read_is_a_finding_and_removes_nothing()
    {
        Replace("go", [Advisory.Reading("A")]);
        using (var update = _file.Update())
        {
            update.Replace("go", "osv", [OsvReader.Read("{}"u8.ToArray(), "A.json")], Advisory.Day);
            update.Commit();
            update.Findings.ShouldHaveSingleItem().Id.ShouldBe(VulnerabilityFindings.AdvisoryMalformed);
        }
        using var snapshot = _file.Read();
        snapshot.Find(Package).ShouldHaveSingleItem();
    }

    [Fact]
    public void Only_what_says_something_else_is_a_change()
    {
        Replace("go", [Advisory.Reading("A")]);
        Replace("go", [Advisory.Reading("A")]).ShouldBeEmpty();
        Replace("go", [Advisory.Reading("A", day: 1)]).ShouldBeEmpty();
        Replace("go", [Advisory.Reading("A", "1.1.0")]).ShouldBeEmpty("it was modified before what is known");
        Replace("go", [Advisory.Reading("A", "1.3.0", day: 2)]).ShouldBe([Package]);
        Replace("go", [Advisory.Reading("A", "1.3.0", day: 3, name: "example.com/b")]).ShouldBe([Package, new("Go", "example.com/b")], ignoreOrder: true);
    }

    [Fact]
    public void A_withdrawn_advisory_goes()
    {
        Replace("go", [Advisory.Reading("A")]);
        Replace("go", [Advisory.Reading("A", day: 1, more: """, "withdrawn": "2026-03-02T00:00:00Z" """)]).ShouldBe([Package]);
        using var snapshot = _file.Read();
        snapshot.Count.ShouldBe(0);
        snapshot.Find(Package).ShouldBeEmpty();
    }

    [Fact]
    public void An_entry_without_a_release_speaks_about_every_release()
    {
        Replace("debian", [Advisory.Reading("A", ecosystem: "Debian", name: "zlib", fixedIn: "1.2"), Advisory.Reading("B", ecosystem: "Debian:12", name: "zlib", fixedIn: "1.3")]);
        using var snapshot = _file.Read();
        snapshot.Find(new("Debian:12", "zlib")).Select(advisory => advisory.Id).ShouldBe(["A", "B"]);
        snapshot.Find(new("Debian:13", "zlib")).Select(advisory => advisory.Id).ShouldBe(["A"]);
    }

    [Fact]
    public void Knows_what_is_exploited_and_how_likely_that_is()
    {
        using (var update = _file.Update())
        {
            update.Replace("kev", "kev", [new ExploitedVulnerability("CVE-1", new(2026, 1, 2))], Advisory.Day);
            update.Replace("epss", "epss", [new ExploitProbability("CVE-1", 0.2, 0.9), new("CVE-2", 0.7, 0.99)], Advisory.Day);
            update.Commit();
        }
        using var snapshot = _file.Read();
        snapshot.Exploited(["GHSA-1", "CVE-1"]).ShouldBe(new("CVE-1", new(2026, 1, 2)));
        snapshot.Exploited(["CVE-2"]).ShouldBeNull();
        snapshot.Probability(["CVE-1", "CVE-2"]).ShouldBe(new("CVE-2", 0.7, 0.99));
        snapshot.Probability([]).ShouldBeNull();
        snapshot.Sources.Select(source => (source.Name, source.Advisories)).ShouldBe([("epss", 2), ("kev", 1)]);
    }

    [Fact]
    public void Whoever_has_what_became_known_to_be_exploited_is_to_be_judged_anew_and_nobody_else()
    {
        Replace("go", [Advisory.Reading("A"), Advisory.Reading("B", name: "example.com/b")]);
        _file.Done(_file.Pending());
        Exploited(new ExploitedVulnerability("CVE-A", new(2026, 1, 2)), new("CVE-NOBODY-HAS", new(2026, 1, 2))).ShouldBe([Package]);
        _file.Pending().Packages.ShouldBe([Package]);
        Exploited(new ExploitedVulnerability("CVE-A", new(2026, 1, 2))).ShouldBeEmpty();
        Exploited(new ExploitedVulnerability("CVE-A", new(2026, 1, 3))).ShouldBe([Package]);
        Exploited().ShouldBe([Package]);
    }

    [Fact]
    public void An_advisory_that_is_gone_leads_from_its_vulnerability_to_nobody()
    {
        Replace("go", [Advisory.Reading("A")]);
        Replace("go", []);
        Exploited(new ExploitedVulnerability("CVE-A", new(2026, 1, 2))).ShouldBeEmpty();
    }

    [Fact]
    public void A_score_is_news_when_it_comes_to_a_step_or_falls_clearly_below_one()
    {
        Replace("go", [Advisory.Reading("A"), Advisory.Reading("B", name: "example.com/b")]);
        bool IsNews(double? score) => Scores(score is { } one ? [new("CVE-A", one, 0.9), new("CVE-B", 0.01, 0.2)] : [new("CVE-B", 0.02, 0.2)]).Contains(Package);
        IsNews(0.09).ShouldBeFalse();
        IsNews(0.1).ShouldBeTrue();
        IsNews(0.3).ShouldBeFalse();
        // It wavers about the step.
        IsNews(0.095).ShouldBeFalse();
        IsNews(0.1).ShouldBeFalse();
        IsNews(0.08).ShouldBeTrue();
        IsNews(0.95).ShouldBeTrue();
        IsNews(0.4).ShouldBeTrue();
        IsNews(0.39).ShouldBeFalse();
        IsNews(null).ShouldBeTrue();
        IsNews(null).ShouldBeFalse();
        using var snapshot = _file.Read();
        snapshot.Probability(["CVE-B"]).ShouldNotBeNull().Probability.ShouldBe(0.02, "each day's score is kept, news or not");
    }

    [Fact]
    public void Scores_of_250000_vulnerabilities_that_move_a_little_are_no_news()
    {
        Replace("go", [Advisory.Reading("A")]);
        IEnumerable<ExploitProbability> Day(double by) => Enumerable.Range(0, 250_000).Select(i => new ExploitProbability($"CVE-{i}", (i % 900 / 1000.0) + by, 0.5)).Append(new("CVE-A", 0.3 + by, 0.5));
        Scores(Day(0)).ShouldBe([Package]);
        Scores(Day(0.0004)).ShouldBeEmpty();
    }

    [Fact]
    public void Other_steps_are_taken_where_they_are_named()
    {
        Replace("go", [Advisory.Reading("A")]);
        Scores([new("CVE-A", 0.3, 0.5)], new([0.4])).ShouldBeEmpty();
        Scores([new("CVE-A", 0.4, 0.5)], new([0.4])).ShouldBe([Package]);
    }

    [Fact]
    public void A_file_of_the_layout_before_is_brought_to_this_one()
    {
        var path = _folder.File("before.db");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            connection.Execute(
                """
                CREATE TABLE source (name TEXT PRIMARY KEY, kind TEXT NOT NULL, refreshed TEXT NOT NULL, modified TEXT, advisories INTEGER NOT NULL, tag TEXT) WITHOUT ROWID;
                CREATE TABLE advisory (id TEXT PRIMARY KEY, source TEXT NOT NULL, modified TEXT NOT NULL) WITHOUT ROWID;
                CREATE INDEX advisory_source ON advisory (source);
                CREATE TABLE affected (ecosystem TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, content BLOB NOT NULL);
                CREATE INDEX affected_package ON affected (ecosystem, name, id);
                CREATE INDEX affected_id ON affected (id);
                CREATE TABLE pending (number INTEGER PRIMARY KEY AUTOINCREMENT, ecosystem TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (ecosystem, name));
                CREATE TABLE exploited (id TEXT PRIMARY KEY, added TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE probability (id TEXT PRIMARY KEY, probability REAL NOT NULL, percentile REAL NOT NULL) WITHOUT ROWID;
                INSERT INTO source VALUES ('go', 'osv', '2026-03-01T00:00:00.0000000Z', '2026-03-01T00:00:00.0000000Z', 1, 'tag'), ('redhat', 'osv', '2026-03-01T00:00:00.0000000Z', '2026-03-01T00:00:00.0000000Z', 1, 'tag');
                INSERT INTO advisory VALUES ('A', 'go', '2026-03-01T00:00:00.0000000Z'), ('R', 'redhat', '2026-03-01T00:00:00.0000000Z');
                INSERT INTO probability VALUES ('CVE-A', 0.3, 0.5);
                PRAGMA user_version = 2;
                """);
            using var insert = connection.Statement("INSERT INTO affected VALUES ($1, $2, $3, $4)", 4);
            insert.With("Go", "example.com/a", "A", OsvWriter.Write(Advisory.Reading("A").Advisory!)).ExecuteNonQuery();
            insert.With("Red Hat:enterprise_linux:9::appstream", "curl", "R", OsvWriter.Write(Advisory.Reading("R", ecosystem: "Red Hat:9", name: "curl").Advisory!)).ExecuteNonQuery();
        }
        var file = AdvisoryFile.Open(path);
        using (var update = file.Update())
        {
            update.Replace("kev", "kev", [new ExploitedVulnerability("CVE-A", new(2026, 1, 2))], Advisory.Day);
            update.Changed.ShouldBe([Package]);
            update.Replace("epss", "epss", [new ExploitProbability("CVE-A", 0.31, 0.5)], Advisory.Day);
            update.Replace("redhat", "osv", [Advisory.Reading("R", ecosystem: "Red Hat:enterprise_linux:9::appstream", name: "curl")], Advisory.Day);
            update.Changed.ShouldContain(new OsvPackage("Red Hat:9", "curl"));
            update.Commit();
        }
        using var snapshot = file.Read();
        snapshot.Count.ShouldBe(2);
        snapshot.Find(new("Red Hat:9", "curl")).ShouldHaveSingleItem();
        snapshot.Sources.Single(source => source.Name == "go").Tag.ShouldBe("tag");
    }

    [Fact]
    public void Who_was_told_that_it_is_stale_is_kept()
    {
        _file.ToldStale.ShouldBeNull();
        _file.ToldStale = true;
        _file.ToldStale.ShouldBe(true);
        _file.ToldStale = false;
        AdvisoryFile.Open(_folder.File("advisories.db")).ToldStale.ShouldBe(false);
    }

    [Fact]
    public void A_file_of_something_else_is_refused_and_left_alone()
    {
        var path = _folder.File("other.db");
        File.WriteAllText(path, new string('x', 10_000));
        Should.Throw<InvalidDataException>(() => AdvisoryFile.Open(path)).Message.ShouldContain("other.db");
        File.ReadAllText(path).Length.ShouldBe(10_000);
    }

    [Fact]
    public void Agrees_with_the_index_in_memory_on_the_whole_Go_database()
    {
        if (Corpora.Path("osv-go.zip") is not { } path)
            return;
        AdvisoryIndex index;
        using (var zip = File.OpenRead(path))
            index = new AdvisoryIndexBuilder().AddArchive(zip).Build();
        using (var zip = File.OpenRead(path))
            Replace("go", AdvisoryArchive.Read(zip)).Count.ShouldBe(index.Packages);
        using var snapshot = _file.Read();
        snapshot.Count.ShouldBe(index.Count);
        snapshot.Modified.ShouldBe(index.Modified);
        foreach (var (module, version) in new[] { ("stdlib", "go1.20.0"), ("google.golang.org/protobuf", "v1.32.0"), ("golang.org/x/crypto", "v0.1.0"), ("github.com/docker/docker", "v20.10.0+incompatible") })
        {
            var expected = VulnerabilityMatcher.Match(index, new("Go", module), version);
            expected.ShouldNotBeEmpty();
            VulnerabilityMatcher.Match(snapshot, new("Go", module), version).Select(match => (match.Id, match.FixedIn, match.Severity, match.Summary))
                .ShouldBe(expected.Select(match => (match.Id, match.FixedIn, match.Severity, match.Summary)));
        }
    }

    private IReadOnlySet<OsvPackage> Exploited(params ExploitedVulnerability[] exploited)
    {
        using var update = _file.Update();
        update.Replace("kev", "kev", exploited, Advisory.Day);
        update.Commit();
        return update.Changed;
    }

    private IReadOnlySet<OsvPackage> Scores(IEnumerable<ExploitProbability> scores, ProbabilitySteps? steps = null)
    {
        using var update = _file.Update();
        update.Replace("epss", "epss", scores, Advisory.Day, steps: steps);
        update.Commit();
        return update.Changed;
    }

    private IReadOnlySet<OsvPackage> Replace(string source, IEnumerable<OsvReading> readings)
    {
        using var update = _file.Update();
        update.Replace(source, "osv", readings, Advisory.Day.AddDays(9), "tag");
        update.Commit();
        return update.Changed;
    }
}
