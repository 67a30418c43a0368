using Attestry.Vulnerabilities.Versions;

namespace Attestry.Vulnerabilities.Tests.Versions;

/// <summary>The rules at the edges of each ecosystem's order, one line each; what the ecosystem's own program answers.</summary>
public sealed class VersionRuleTests
{
    [Theory]
    [InlineData("3.2.9.rc7", "3.2.9rc1")]
    [InlineData("4.1.5.RC3", "4.1.5-RC0")]
    [InlineData("2.0.0-sp1", "2.0.0.CR1")]
    [InlineData("1.7.3.jre8", "1.7.3_patched")]
    [InlineData("1.7.3-01", "1.7.3.0.1")]
    [InlineData("1.4-x_y", "1.4-xay")]
    [InlineData("1.4-X_y", "1.4-xAy")]
    [InlineData("2-sp", "2-sp1")]
    [InlineData("2-1-beta", "2-1")]
    [InlineData("2.alpha", "2")]
    [InlineData("2.sp", "2.1")]
    [InlineData("99999999999999999999.1", "99999999999999999999.2")]
    public void Maven_orders_qualifiers_by_the_list_they_stand_in(string older, string newer) => IsOlder("Maven", older, newer);

    [Theory]
    [InlineData("3-0.0-ga", "3")]
    [InlineData("3.0-x", "3-x")]
    [InlineData("3.x-0.0", "3.x")]
    [InlineData("3..x", "3.0.x")]
    [InlineData("3-b7", "3-beta-7")]
    [InlineData("3-cr.1", "3-RC.1")]
    [InlineData("", "0.0")]
    public void Maven_trims_what_is_null_from_every_list(string left, string right) => AreSame("Maven", left, right);

    [Theory]
    [InlineData("2-r-5", "2")]
    [InlineData("2-r-5", "2-r0")]
    [InlineData("2-r0-5", "2-r0")]
    [InlineData("2", "2-r0")]
    [InlineData("2..5", "2q")]
    [InlineData("2..5", "2..6")]
    [InlineData("2.", "2")]
    [InlineData(".5", "0.5")]
    [InlineData("", "0")]
    [InlineData("q", "z")]
    [InlineData("7.4.1p1-r9", "7.4.1p1-r10")]
    [InlineData("2.0.9_p1_p2", "2.0.10")]
    [InlineData("2.0_alpha_beta", "2.0_alpha")]
    [InlineData("2.0_svn", "2.0_hg")]
    [InlineData("2.010", "2.1")]
    [InlineData("2.0-r0", "2.0~fe")]
    public void Alpine_puts_a_version_that_cannot_be_read_further_below_one_that_ends(string older, string newer) => IsOlder("Alpine", older, newer);

    [Theory]
    [InlineData("2-r-5", "2-r-6")]
    [InlineData("2-r-5", "2-r0-1")]
    [InlineData("2-r3-1", "2-r3x")]
    [InlineData("007", "7")]
    public void Alpine_does_not_tell_revisions_apart_that_it_cannot_read(string left, string right) => AreSame("Alpine", left, right);

    [Theory]
    [InlineData("3.1", "3.1-")]
    [InlineData("3.1", "3.1-~1")]
    [InlineData("3.1-~1", "3.1-")]
    [InlineData("3.1~", "3.1")]
    [InlineData("3.1", "3.1^")]
    [InlineData("3.1^", "3.1^1")]
    [InlineData("3.1^", "3.1.0")]
    [InlineData("3.1a", "3.1.1")]
    [InlineData("3.A", "3.a")]
    [InlineData("9:3", "010:1")]
    public void Rpm_takes_a_missing_release_for_the_oldest(string older, string newer) => IsOlder("Red Hat", older, newer);

    [Theory]
    [InlineData(":3.1-2", "0:3.1-2")]
    [InlineData("3.1", "3__01")]
    [InlineData("3.1é", "3.1")]
    public void Rpm_looks_at_letters_and_digits_alone(string left, string right) => AreSame("Red Hat", left, right);

    [Theory]
    [InlineData("4.2rc.", "4.2rc0")]
    [InlineData("4.2.post-", "4.2-0")]
    [InlineData("4.2.dev_", "4.2dev")]
    [InlineData("4.2-rev.3", "4.2.post3")]
    [InlineData("4.2b.-7", "4.2b0.post7")]
    [InlineData("0!4.2", " V4.2.0 ")]
    [InlineData("4.2+A.b_07", "4.2+a-B.7")]
    [InlineData("4.2-x-pre", "4.2-x-rc")]
    public void Python_reads_what_PEP_440_normalises(string left, string right) => AreSame("PyPI", left, right);

    [Theory]
    [InlineData("4.2.x-beta", "0.0.dev0")]
    [InlineData("4.2.dev1", "4.2a1.dev0")]
    [InlineData("4.2a1.dev9", "4.2a1")]
    [InlineData("4.2a1.post0.dev1", "4.2a1.post0")]
    [InlineData("4.2", "4.2+0")]
    [InlineData("4.2+x", "4.2+x.0")]
    [InlineData("4.2.post0.dev1", "4.2.post0")]
    [InlineData("snapshot-rc", "snapshot")]
    public void Python_puts_what_PEP_440_does_not_take_below_all_else(string older, string newer) => IsOlder("PyPI", older, newer);

    [Theory]
    [InlineData("2.1.", "2.1")]
    [InlineData(".2.1", "1.0")]
    [InlineData("-2", "dev")]
    [InlineData("2.1~2", "2.1.0")]
    [InlineData("2.1-custom", "2.1-dev")]
    [InlineData("2.1-Alpha", "2.1-dev")]
    [InlineData("2.1", "2.1-patch1")]
    [InlineData("2.1.0", "2.1-pl1")]
    [InlineData("", "dev")]
    [InlineData("v", "0")]
    public void Packagist_counts_the_words_that_version_compare_knows(string older, string newer) => IsOlder("Packagist", older, newer);

    [Theory]
    [InlineData("2.1-alpha3", "V2.1_a+3")]
    [InlineData("2..1", "2.1")]
    [InlineData("2.1.", "2.1--")]
    public void Packagist_takes_marks_for_dots(string left, string right) => AreSame("Packagist", left, right);

    [Theory]
    [InlineData("5.0~~", "5.0~")]
    [InlineData("5.0~", "5.0")]
    [InlineData("5.0", "5.0a")]
    [InlineData("5.0z", "5.0+")]
    [InlineData("5.0-9~", "5.0-9")]
    [InlineData("5.0-1", "5.0-1-0")]
    [InlineData("5.99999999999999999998", "5.99999999999999999999")]
    public void Debian_sorts_a_tilde_before_the_end_and_letters_before_marks(string older, string newer) => IsOlder("Debian", older, newer);

    [Theory]
    [InlineData("6.0.a", "6.0.0")]
    [InlineData("6.0.A", "6.0.a")]
    [InlineData("6-1", "6")]
    [InlineData("6.0.a.0.1", "6.0.a.1")]
    public void RubyGems_takes_letters_for_a_pre_release(string older, string newer) => IsOlder("RubyGems", older, newer);

    [Theory]
    [InlineData("6.0.a.0.0", "6.a")]
    [InlineData("6-0", "6.pre")]
    public void RubyGems_trims_zeros_before_the_letters_and_at_the_end(string left, string right) => AreSame("RubyGems", left, right);

    [Theory]
    [InlineData("npm", "7.0.0-1", "7.0.0--")]
    [InlineData("npm", "7.0.0-x.9", "7.0.0-x.y")]
    [InlineData("npm", "7.0.0-99999999999999999999", "7.0.0-100000000000000000000")]
    [InlineData("NuGet", "7.0-a.B", "7.0-A.b.0")]
    [InlineData("NuGet", "7.0.0-z", "7.0.0.0")]
    [InlineData("NuGet", "7.0.0", "7.0.0.1-a")]
    [InlineData("Pub", "7.0.0", "7.0.0+1")]
    [InlineData("Pub", "7.0.0+9", "7.0.0+10")]
    [InlineData("Pub", "7.0.0+1", "7.0.0+1.a")]
    [InlineData("Pub", "7.0.0-a+2", "7.0.0+1")]
    [InlineData("Go", "v0.0.0-20230101000000-aaaaaaaaaaaa", "v0.0.0-20230101000001-000000000000")]
    [InlineData("Go", "v7.0.0-pre.0.20230101000000-aaaaaaaaaaaa", "v7.0.0-pre.1")]
    [InlineData("CRAN", "7.0", "7.0.0")]
    [InlineData("CRAN", "7.0-9", "7.0-10")]
    [InlineData("Hackage", "7.9.9", "7.10")]
    public void Other_orders_have_their_own_edges(string ecosystem, string older, string newer) => IsOlder(ecosystem, older, newer);

    [Theory]
    [InlineData("CRAN", "7.0-2", "7.0.2")]
    [InlineData("Bioconductor", "7.01", "7.1")]
    [InlineData("Pub", "7.0.0+a", "v7.0.0+a")]
    [InlineData("npm", "7.0.0-a+1", "7.0.0-a+2")]
    public void Other_orders_have_their_own_sameness(string ecosystem, string left, string right) => AreSame(ecosystem, left, right);

    private static void IsOlder(string ecosystem, string older, string newer)
    {
        var order = VersionOrders.Of(ecosystem).ShouldNotBeNull();
        order.Compare(older, newer).ShouldBeLessThan(0);
        order.Compare(newer, older).ShouldBeGreaterThan(0);
    }

    private static void AreSame(string ecosystem, string left, string right)
    {
        var order = VersionOrders.Of(ecosystem).ShouldNotBeNull();
        order.Compare(left, right).ShouldBe(0);
        order.Compare(right, left).ShouldBe(0);
    }
}
