using Attestry.HostAgent.State;

namespace Attestry.HostAgent.Tests;

public sealed class StateTests
{
    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"hostId":"../../x"}""")]
    [InlineData("""{"hostId":"Ünicode"}""")]
    public void Says_which_file_is_damaged(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("agent.json"), content);
        using var state = StateFolder.Open(folder.Path);
        Should.Throw<AgentException>(state.Read).Message.ShouldContain(folder.File("agent.json"));
    }

    [Fact]
    public void Keeps_what_was_written()
    {
        using var folder = new TemporaryFolder();
        var written = new AgentState("host-1") { Server = new("https://a.example"), HostToken = "t", AttestationKey = "000b", Resets = 7 };
        using (var state = StateFolder.Open(folder.File("new")))
        {
            state.Read().ShouldBeNull();
            state.Write(written with { Resets = 6 });
            state.Write(written);
            Should.Throw<AgentException>(() => StateFolder.Open(folder.File("new"))).Message.ShouldContain("Another attestry-agent");
        }
        StateFolder.Peek(folder.File("new")).ShouldBe(written);
        using var again = StateFolder.Open(folder.File("new"));
        again.Read().ShouldBe(written);
        File.GetUnixFileMode(folder.File("new")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Is_of_one_server_and_one_key()
    {
        var state = new AgentState("host-1") { Server = new("https://a.example"), HostToken = "t", AttestationKey = "000b" };
        state.IsEnrolled(new("https://a.example"), "000b").ShouldBeTrue();
        state.IsEnrolled(new("https://b.example"), "000b").ShouldBeFalse();
        state.IsEnrolled(new("https://a.example"), "000c").ShouldBeFalse();
        (state with { HostToken = null }).IsEnrolled(new("https://a.example"), "000b").ShouldBeFalse();
    }
}
