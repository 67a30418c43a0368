using Attestry.Vulnerabilities.Versions;

namespace Attestry.Vulnerabilities.Tests.Versions;

public sealed class VersionOrderTests
{
    [Theory]
    [InlineData("Go", "v0.0.0-20190320160742-5135e617513b", "v0.0.0-20200101000000-000000000000")]
    [InlineData("Go", "v1.2.4-0.20200101000000-5135e617513b", "v1.2.4")]
    [InlineData("Go", "v1.2.3", "v1.2.4-0.20200101000000-5135e617513b")]
    [InlineData("Go", "go1.20", "1.20.1")]
    [InlineData("Go", "go1.21rc2", "1.21.0-rc.3")]
    [InlineData("Go", "1.21.0-0", "go1.21rc2")]
    [InlineData("Go", "go1.22.1 X:loopvar", "1.22.2")]
    [InlineData("Debian", "1.0~rc1-1", "1.0-1")]
    [InlineData("Debian", "9:1", "10:0")]
    [InlineData("Alpine", "1.2_alpha2", "1.2")]
    [InlineData("Alpine", "1.2-r9", "1.2-r10")]
    [InlineData("Red Hat", "1.0~rc1-1.el9", "1.0-1.el9")]
    [InlineData("Red Hat", "1.0-1.el9", "1.0^20240101-1.el9")]
    [InlineData("PyPI", "1!0.1", "2!0.0")]
    [InlineData("PyPI", "1.0.post1.dev1", "1.0-1")]
    [InlineData("PyPI", "1.0+ubuntu.1", "1.0+ubuntu.10")]
    [InlineData("PyPI", "1.0+ubuntu", "1.0+5")]
    [InlineData("NuGet", "1.0.0-Rc.2", "1.0.0-rC.10")]
    [InlineData("RubyGems", "1.0-a", "1.0.0")]
    [InlineData("Packagist", "1.0.0-beta2", "1.0.0-RC1")]
    [InlineData("crates.io", "1.0.0-alpha.9", "1.0.0-alpha.10")]
    public void The_first_is_older(string ecosystem, string older, string newer)
    {
        var order = VersionOrders.Of(ecosystem).ShouldNotBeNull();
        order.Compare(older, newer).ShouldBeLessThan(0);
        order.Compare(newer, older).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("Go", "v2.0.0+incompatible", "v2.0.0")]
    [InlineData("Go", "go1.20", "1.20.0")]
    [InlineData("PyPI", "1.0", "v1.0.0")]
    [InlineData("PyPI", "1.0.PREVIEW_3", "1.0rc3")]
    [InlineData("NuGet", "1.0", "1.0.0.0+build")]
    [InlineData("RubyGems", "1.0-1", "1.pre.1")]
    [InlineData("Maven", "1.0.0-ga", "1")]
    [InlineData("Debian", "0:1.0-0", "1.0")]
    public void Both_are_the_same(string ecosystem, string left, string right) =>
        VersionOrders.Of(ecosystem).ShouldNotBeNull().Compare(left, right).ShouldBe(0);

    [Theory]
    [InlineData("Debian:12", "Debian")]
    [InlineData("Alpine:v3.19", "Alpine")]
    [InlineData("Ubuntu:22.04:LTS", "Ubuntu")]
    public void A_release_has_the_order_of_its_distribution(string release, string distribution) =>
        VersionOrders.Of(release).ShouldNotBeNull().ShouldBeSameAs(VersionOrders.Of(distribution));

    [Theory]
    [InlineData("")]
    [InlineData("debian")]
    [InlineData("opam")]
    public void An_ecosystem_without_an_order_here_has_none(string ecosystem) => VersionOrders.Of(ecosystem).ShouldBeNull();

    [Theory]
    [InlineData("Go")]
    [InlineData("Debian")]
    [InlineData("Alpine")]
    [InlineData("Red Hat")]
    [InlineData("PyPI")]
    [InlineData("Maven")]
    [InlineData("RubyGems")]
    [InlineData("Packagist")]
    [InlineData("NuGet")]
    public async Task Comparing_allocates_nothing(string ecosystem)
    {
        // Code that is not optimised yet boxes inside the runtime's own span methods, and on a busy machine it may long not be.
        var order = VersionOrders.Of(ecosystem).ShouldNotBeNull();
        await Eventually.HoldsAsync(() => Allocated(order) == 0, TimeSpan.FromMinutes(10), "optimised code allocates nothing");
    }

    private static long Allocated(VersionOrder order)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            order.Compare("1.10.0-rc1", "1.10.0-rc2");
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Theory]
    [InlineData("Maven")]
    [InlineData("RubyGems")]
    [InlineData("Debian")]
    [InlineData("Alpine")]
    [InlineData("PyPI")]
    public void A_hostile_length_takes_linear_time_and_no_stack(string ecosystem)
    {
        var order = VersionOrders.Of(ecosystem).ShouldNotBeNull();
        var many = string.Concat(Enumerable.Repeat("1.-", 100_000));
        var dots = new string('.', 300_000);
        order.Compare(many, many + "1").ShouldNotBe(int.MinValue);
        order.Compare(dots, many).ShouldBe(-order.Compare(many, dots));
        order.Compare(new string('9', 300_000), new string('9', 300_001)).ShouldBeLessThan(0);
    }
}
