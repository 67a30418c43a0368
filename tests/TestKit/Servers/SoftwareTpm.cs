namespace Attestry.TestKit.Servers;

/// <summary>
/// A TPM 2.0 in software (swtpm) on free loopback ports, with its state in a temporary folder, and tpm2-tools that talk to it. Other
/// programs come from <c>ATTESTRY_TEST_SWTPM</c> and its like.
/// </summary>
public sealed class SoftwareTpm : IAsyncDisposable
{
    /// <summary>CMD_GET_CAPABILITY of the control channel, which answers with a result of four bytes, 0 for success (swtpm_ioctls(3)).</summary>
    private static readonly byte[] GetCapability = [0, 0, 0, 1];

    private readonly TestServer _server;

    private SoftwareTpm(TestServer server, int port) => (_server, Port) = (server, port);

    /// <summary>Of commands; the control channel has the next one.</summary>
    public int Port { get; }

    /// <summary>TPM2TOOLS_TCTI.</summary>
    public string Tcti => $"swtpm:host=127.0.0.1,port={Port}";

    /// <summary>The manufacturer's certificates that <see cref="StartAsync"/> made when asked for an EK certificate: root and issuer, PEM.</summary>
    public (string Root, string Issuer) Authority => (File("ca/swtpm-localca-rootca-cert.pem"), File("ca/issuercert.pem"));

    /// <summary>Are swtpm and tpm2-tools here? Prints the notice when they are not.</summary>
    public static bool IsAvailable => ExternalProgram.Find("swtpm") is not null && ExternalProgram.Find("tpm2") is not null;

    /// <param name="certified">The TPM is manufactured first: with EKs and their certificates in its memory. Needs swtpm_setup.</param>
    public static async Task<SoftwareTpm> StartAsync(bool certified = false)
    {
        var (server, port) = await TestServer.StartAsync(async server =>
        {
            Directory.CreateDirectory(server.File("state"));
            if (certified)
                await ManufactureAsync(server);
            var port = LoopbackPort.FreePair();
            await PowerOnAsync(server, port);
            return port;
        });
        return new(server, port);
    }

    /// <summary>
    /// Turns it off and on again at the same ports, as a host's boot does: PCRs and loaded objects are gone, what is persistent stays, and
    /// resetCount is one more.
    /// </summary>
    public async Task RebootAsync()
    {
        await TurnOffAsync();
        await TurnOnAsync();
    }

    /// <summary>Until <see cref="TurnOnAsync"/> nothing answers.</summary>
    public async Task TurnOffAsync()
    {
        await ToolAsync(["shutdown", "-c"]);
        await _server.StopAsync();
    }

    public Task TurnOnAsync() => PowerOnAsync(_server, Port);

    /// <summary>A path in the folder that goes with the TPM.</summary>
    public string File(string name) => _server.File(name);

    /// <summary>Runs <c>tpm2_COMMAND</c> and then frees what it left in the TPM, which has room for three objects only.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="InvalidOperationException">It did not exit with 0.</exception>
    public async Task<string> RunAsync(string command, params string[] arguments)
    {
        var output = await ToolAsync([command, .. arguments]);
        if (command is not ("flushcontext" or "checkquote" or "startauthsession" or "policysecret"))
            await ToolAsync(["flushcontext", "-t"]);
        return output;
    }

    /// <summary>Does <c>tpm2_COMMAND</c> exit with 0?</summary>
    public async Task<bool> SucceedsAsync(string command, params string[] arguments)
    {
        try
        {
            await RunAsync(command, arguments);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<string> ToolAsync(IEnumerable<string> arguments) =>
        ChildProcess.RunAsync(Program("tpm2"), arguments, new Dictionary<string, string?> { ["TPM2TOOLS_TCTI"] = Tcti });

    private static Task PowerOnAsync(TestServer server, int port) => server.RunAsync(Program("swtpm"),
        [
            "socket", "--tpm2", "--tpmstate", $"dir={server.File("state")}", "--ctrl", $"type=tcp,port={port + 1}", "--server", $"type=tcp,port={port}",
            "--flags", "not-need-init,startup-clear",
        ],
        new Dictionary<string, string?>(), () => Handshake.AnswersAsync(port + 1, GetCapability, 0));

    private static async Task ManufactureAsync(TestServer server)
    {
        var authority = Directory.CreateDirectory(server.File("ca")).FullName;
        await System.IO.File.WriteAllTextAsync(server.File("localca.conf"),
            $"statedir = {authority}\nsigningkey = {authority}/signkey.pem\nissuercert = {authority}/issuercert.pem\ncertserial = {authority}/certserial\n");
        await System.IO.File.WriteAllTextAsync(server.File("localca.options"),
            "--tpm-manufacturer id:00001014\n--tpm-model swtpm\n--tpm-version 2\n--platform-manufacturer Test\n--platform-version 1\n--platform-model Test\n");
        await System.IO.File.WriteAllTextAsync(server.File("setup.conf"),
            $"create_certs_tool = {Program("swtpm_localca")}\ncreate_certs_tool_config = {server.File("localca.conf")}\ncreate_certs_tool_options = {server.File("localca.options")}\n");
        await ChildProcess.RunAsync(Program("swtpm_setup"),
            ["--tpm2", "--tpmstate", server.File("state"), "--create-ek-cert", "--config", server.File("setup.conf"), "--overwrite"]);
    }

    private static string Program(string name) => ExternalProgram.Search(name) ?? throw new FileNotFoundException($"{name} is not installed.");
}
