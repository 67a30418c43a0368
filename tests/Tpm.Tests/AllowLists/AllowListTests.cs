using System.Text;
using Attestry.Tpm.AllowLists;

namespace Attestry.Tpm.Tests.AllowLists;

public sealed class AllowListTests
{
    private static readonly string Digest = new('a', 64);
    private static readonly string Other = new('b', 64);

    [Fact]
    public void Reads_a_keylime_policy_as_it_is()
    {
        var list = KeylimePolicyReader.Read(Encoding.UTF8.GetBytes($$"""
            {"meta":{"version":1,"generator":2,"timestamp":"2026-01-01"},"release":0,
             "digests":{"/usr/bin/a":["{{Digest.ToUpperInvariant()}}"],"boot_aggregate":["{{Other}}"]},
             "excludes":["/tmp/.*",".*\\.pyc"],"keyrings":{".ima":["{{Digest}}"]},"ima":{"ignored_keyrings":[],"log_hash_alg":"sha1"},
             "ima-buf":{"kexec-cmdline":["{{Other}}"]},"verification-keys":""}
            """));

        list.Judge(new($"sha256:{Digest}", "/usr/bin/a", false)).ShouldBe(AllowedVerdict.Allowed);
        list.Judge(new($"sha256:{Other}", "/usr/bin/a", false)).ShouldBe(AllowedVerdict.OtherContent);
        list.Judge(new($"sha256:{Digest}", "/usr/bin/b", false)).ShouldBe(AllowedVerdict.Unknown);
        list.Judge(new($"sha256:{Other}", "/tmp/x", false)).ShouldBe(AllowedVerdict.Allowed);
        list.Judge(new($"sha256:{Other}", "/var/tmp/x", false)).ShouldBe(AllowedVerdict.Unknown);
        list.Judge(new($"sha256:{Other}", "/x/y.pyc", false)).ShouldBe(AllowedVerdict.Allowed);
        list.Judge(new($"sha256:{Digest}", ".ima", true)).ShouldBe(AllowedVerdict.Allowed);
        list.Judge(new($"sha256:{Digest}", "kexec-cmdline", true)).ShouldBe(AllowedVerdict.OtherContent);
        // A file is no keyring, whatever its path.
        list.Judge(new($"sha256:{Digest}", ".ima", false)).ShouldBe(AllowedVerdict.Unknown);
    }

    [Fact]
    public void Keyrings_that_are_ignored_are_and_other_buffers_are_not()
    {
        static AllowList Ignoring(string names) => KeylimePolicyReader.Read(Encoding.UTF8.GetBytes($$$"""{"digests":{},"keyrings":{".ima":["{{{Digest}}}"]},"ima":{"ignored_keyrings":[{{{names}}}]}}"""));

        Ignoring("\".builtin\"").Judge(new($"sha256:{Other}", ".builtin", true)).ShouldBe(AllowedVerdict.Allowed);
        Ignoring("\".builtin\"").Judge(new($"sha256:{Other}", ".ima", true)).ShouldBe(AllowedVerdict.OtherContent);
        Ignoring("\".builtin\"").Judge(new($"sha256:{Other}", ".platform", true)).ShouldBe(AllowedVerdict.Unknown);
        Ignoring("\"*\"").Judge(new($"sha256:{Other}", ".platform", true)).ShouldBe(AllowedVerdict.Allowed);
        Ignoring("\"*\"").Judge(new($"sha256:{Other}", "kexec-cmdline", true)).ShouldBe(AllowedVerdict.Unknown);
        // A file of that name is no keyring.
        Ignoring("\"*\"").Judge(new($"sha256:{Other}", ".platform", false)).ShouldBe(AllowedVerdict.Unknown);
    }

    [Theory]
    [InlineData("/usr/lib/python[0-9.]+/.*", "/usr/lib/python3.12/x.pyc", true)]
    [InlineData("/tmp", "/tmp/anything", true)]
    [InlineData("tmp", "/tmp/anything", false)]
    [InlineData("/(?P<a>x)/(?P=a)\\Z", "/x/x", true)]
    [InlineData("/(?P<a>x)/(?P=a)\\Z", "/x/x/y", false)]
    [InlineData("/x\\Z", "/x\n", false)]
    [InlineData("/x$", "/x\n", true)]
    [InlineData("/\\\\Z", "/\\Z", true)]
    [InlineData("/a|/b", "/b", true)]
    [InlineData("", "/whatever", true)]
    [InlineData("(?i)/A", "/a", true)]
    [InlineData("kexec-.*", "kexec-cmdline", true)]
    public void Excludes_match_as_python_matches(string pattern, string path, bool matches)
    {
        var list = KeylimePolicyReader.Read(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { digests = new { }, excludes = new[] { pattern } }));

        list.Judge(new($"sha256:{Other}", path, path.StartsWith("kexec", StringComparison.Ordinal))).ShouldBe(matches ? AllowedVerdict.Allowed : AllowedVerdict.Unknown);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var files = new FileMeasurement[]
        {
            new($"sha256:{Digest}", "/usr/bin/ü \"b\"", false), new($"sha256:{Other}", "/usr/bin/a", false), new($"sha256:{Digest}", "/usr/bin/a", false),
            new($"verity:sha256:{Other}", "/usr/bin/v", false), new($"sha256:{Digest}", "kexec-cmdline", true),
        };

        var bytes = KeylimePolicyWriter.Write(files, ["/tmp/.*"]);

        var list = KeylimePolicyReader.Read(bytes);
        list.Count.ShouldBe(4);
        files.ShouldAllBe(file => list.Judge(file) == AllowedVerdict.Allowed);
        list.Judge(new($"sha256:{Digest}", "/tmp/x", false)).ShouldBe(AllowedVerdict.Allowed);
        list.Judge(new($"sha256:{Digest}", "/usr/bin/c", false)).ShouldBe(AllowedVerdict.Unknown);
        KeylimePolicyWriter.Write(files.Reverse(), ["/tmp/.*"]).ShouldBe(bytes);
        // Keylime's verifier looks each of these up.
        using var policy = System.Text.Json.JsonDocument.Parse(bytes);
        policy.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["meta", "release", "digests", "excludes", "keyrings", "ima", "ima-buf", "verification-keys"]);
        policy.RootElement.GetProperty("ima").EnumerateObject().Select(member => member.Name).ShouldBe(["ignored_keyrings", "log_hash_alg", "dm_policy"]);
    }

    [Theory]
    [InlineData("""{"digests":{},"ima":{"ignored_keyrings":".ima"}}""")]
    [InlineData("""{"digests":{},"ima":{"ignored_keyrings":[1]}}""")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"digests":[]}""")]
    [InlineData("""{"digests":{"/a":"aa"}}""")]
    [InlineData("""{"digests":{"/a":["zz"]}}""")]
    [InlineData("""{"digests":{"/a":[1]}}""")]
    [InlineData("""{"digests":{},"digests":{}}""")]
    [InlineData("""{"digests":{},"excludes":["("]}""")]
    [InlineData("""{"digests":{},"excludes":[7]}""")]
    [InlineData("""{"digests":{},"excludes":{}}""")]
    [InlineData("""{"digests":{},"keyrings":[]}""")]
    [InlineData("""{"meta":{"version":2},"digests":{}}""")]
    public void Refuses_what_is_no_such_policy(string json) =>
        Should.Throw<FormatException>(() => KeylimePolicyReader.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_pattern_that_takes_for_ever_excludes_nothing()
    {
        // What looks ahead is matched by trying, and this one tries every split of the letters.
        var list = KeylimePolicyReader.Read("""{"digests":{},"excludes":["(a+)+(?=$)"]}"""u8.ToArray());

        list.Judge(new($"sha256:{Digest}", new string('a', 40) + "!", false)).ShouldBe(AllowedVerdict.Unknown);
        list.Judge(new($"sha256:{Digest}", "aaa", false)).ShouldBe(AllowedVerdict.Allowed);
    }

    [Fact]
    public void What_a_pattern_excludes_does_not_hang_on_how_long_it_takes()
    {
        var list = KeylimePolicyReader.Read("""{"digests":{},"excludes":["(a+)+!$"]}"""u8.ToArray());

        ProcessorTime.Of(() =>
        {
            list.Judge(new($"sha256:{Digest}", new string('a', 4000) + "?", false)).ShouldBe(AllowedVerdict.Unknown);
            list.Judge(new($"sha256:{Digest}", new string('a', 4000) + "!", false)).ShouldBe(AllowedVerdict.Allowed);
        }).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Reads_lines_of_digest_and_path()
    {
        var list = DigestListReader.Read(Encoding.UTF8.GetBytes($"# packages\r\n{Digest}  /usr/bin/a b\n{Other} */usr/bin/c\n\n{new string('c', 40)}\n"));

        list.Judge(new($"sha256:{Digest}", "/usr/bin/a b", false)).ShouldBe(AllowedVerdict.Allowed);
        list.Judge(new($"sha256:{Other}", "/usr/bin/c", false)).ShouldBe(AllowedVerdict.Allowed);
        list.Judge(new($"sha1:{new string('c', 40)}", "/anywhere", false)).ShouldBe(AllowedVerdict.Allowed);
        list.Judge(new($"sha256:{Other}", "/usr/bin/a b", false)).ShouldBe(AllowedVerdict.OtherContent);
        Should.Throw<FormatException>(() => DigestListReader.Read("what is this"u8)).Message.ShouldContain("Line 1");
    }
}
