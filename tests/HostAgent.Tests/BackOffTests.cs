namespace Attestry.HostAgent.Tests;

public sealed class BackOffTests
{
    [Fact]
    public void Grows_to_minutes_and_begins_again()
    {
        var backOff = new BackOff(() => 1);
        var waits = Enumerable.Range(0, 12).Select(_ => backOff.Next().TotalSeconds).ToList();
        waits[..4].ShouldBe([2, 4, 8, 16]);
        waits[^1].ShouldBe(300);
        backOff.Reset();
        backOff.Next().TotalSeconds.ShouldBe(2);
    }

    [Fact]
    public void Differs_between_hosts()
    {
        new BackOff(() => 0).Next().TotalSeconds.ShouldBe(1);
        new BackOff(() => 0.5).Next().TotalSeconds.ShouldBe(1.5);
    }

    [Fact]
    public void Waits_as_long_as_the_server_asks_within_reason()
    {
        new BackOff(() => 1).Next(TimeSpan.FromMinutes(2)).ShouldBe(TimeSpan.FromMinutes(2));
        new BackOff(() => 1).Next(TimeSpan.FromMilliseconds(1)).ShouldBe(TimeSpan.FromSeconds(2));
        new BackOff(() => 1).Next(TimeSpan.FromDays(300)).ShouldBe(TimeSpan.FromHours(1));
    }
}
