using Attestry.Vulnerabilities.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace Attestry.Vulnerabilities.Tests.Versions;

/// <summary>What makes an order one, over texts that are versions and texts that are not.</summary>
public sealed class VersionPropertyTests
{
    private const int Cases = 3000;

    /// <summary>By ecosystem: pieces that its versions are put together from.</summary>
    private static readonly Dictionary<string, string[]> Pieces = new()
    {
        ["Debian"] = ["0", "1", "10", "2", ".", "-", "~", "+", ":", "a", "rc", "é", "ubuntu"],
        ["Alpine"] = ["0", "1", "10", "02", ".", "_alpha", "_p", "_git", "-r", "-r1", "b", "~ab", "_x", "D"],
        ["Red Hat"] = ["0", "1", "10", ".", "-", "~", "^", ":", "el", "a", "_", "é"],
        ["npm"] = ["0", "1", "10", ".", "-", "+", "a", "rc", "v", "B"],
        ["Go"] = ["0", "1", "10", ".", "-", "+incompatible", "rc", "v", "go"],
        ["NuGet"] = ["0", "1", "10", ".", "-", "+", "a", "RC", "rc"],
        ["PyPI"] = ["0", "1", "10", ".", "-", "+", "a", "rc", "post", "dev", "!", "x", "v"],
        ["Maven"] = ["1", "10", ".1", ".0", "-1", "-a", "-alpha", "-sp", "-x", "-SNAPSHOT"],
        ["Pub"] = ["0", "1", "10", ".", "-", "+", "+1", "a", "v"],
        ["CRAN"] = ["0", "1", "10", "02", ".", "-", "a"],
        ["RubyGems"] = ["0", "1", "10", ".", "-", "a", "rc", "?"],
    };

    public static TheoryData<string> Ecosystems => [.. Pieces.Keys];

    [Theory]
    [MemberData(nameof(Ecosystems))]
    public void Swapping_two_versions_turns_the_answer_around(string ecosystem)
    {
        var order = VersionOrders.Of(ecosystem)!;
        Holds(ecosystem, v => Math.Sign(order.Compare(v[0], v[1])) == -Math.Sign(order.Compare(v[1], v[0])));
    }

    [Theory]
    [MemberData(nameof(Ecosystems))]
    public void A_version_is_as_old_as_itself(string ecosystem)
    {
        var order = VersionOrders.Of(ecosystem)!;
        Holds(ecosystem, v => order.Compare(v[0], v[0]) == 0);
    }

    [Theory]
    [MemberData(nameof(Ecosystems))]
    public void What_is_older_than_an_older_one_is_older(string ecosystem)
    {
        var order = VersionOrders.Of(ecosystem)!;
        Holds(ecosystem, v =>
        {
            Array.Sort(v, (x, y) => order.Compare(x, y));
            return order.Compare(v[0], v[1]) <= 0 && order.Compare(v[1], v[2]) <= 0 && order.Compare(v[0], v[2]) <= 0;
        });
    }

    // Two of the ecosystems' own orders are not transitive everywhere: PHP's version_compare ("1.0" equals "1.0.#", which equals
    // "1.0.0", which is newer), and Maven's for words after dots ("1" < "1.x" < "1-alpha" < "1") and
    // for lists in lists ("1" < "1-x" < "1-final-alpha" < "1"). The answers still fit each other.
    [Theory]
    [InlineData("Packagist", "0", "1", "10", ".", "-", "#", "dev", "alpha", "RC", "p", "x", "v")]
    [InlineData("Maven", "0", "1", "10", ".", "-", "a", "alpha", "sp", "final", "x", "SNAPSHOT")]
    public void Answers_turn_around_where_the_order_is_not_transitive(string ecosystem, params string[] pieces)
    {
        var order = VersionOrders.Of(ecosystem)!;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Arbitrary(pieces), v =>
            Math.Sign(order.Compare(v[0], v[1])) == -Math.Sign(order.Compare(v[1], v[0])) && order.Compare(v[0], v[0]) == 0));
    }

    [Fact]
    public void Any_text_at_all_gets_an_answer() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<string?>(), (x, y) =>
            Pieces.Keys.Append("Packagist").All(ecosystem =>
            {
                var order = VersionOrders.Of(ecosystem)!;
                return Math.Sign(order.Compare(x, y)) == -Math.Sign(order.Compare(y, x));
            })));

    private static void Holds(string ecosystem, Func<string[], bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Arbitrary(Pieces[ecosystem]), property));

    private static Arbitrary<string[]> Arbitrary(string[] pieces)
    {
        var version = Gen.Choose(0, 7).SelectMany(length => Gen.Elements(pieces).ArrayOf(length)).Select(string.Concat);
        return version.ArrayOf(3).ToArbitrary();
    }
}
