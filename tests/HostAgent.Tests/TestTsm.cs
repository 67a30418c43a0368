using System.Diagnostics;

namespace Attestry.HostAgent.Tests;

/// <summary>
/// The kernel's folder for reports of a confidential machine, with the request of this process already in it: what is written to the
/// pipe <c>inblob</c> is answered in the pipe <c>outblob</c>.
/// </summary>
internal sealed class TestTsm : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Func<byte[], byte[]> _answer;
    private readonly Thread _kernel;
    private volatile bool _ended;

    public TestTsm(string provider, Func<byte[], byte[]> answer, byte[]? certificates = null)
    {
        _answer = answer;
        Directory.CreateDirectory(Request);
        File.WriteAllText(Of("provider"), provider + "\n");
        if (certificates is not null)
            File.WriteAllBytes(Of("auxblob"), certificates);
        using (var made = Process.Start("mkfifo", [Of("inblob"), Of("outblob")]))
        {
            made.WaitForExit();
            made.ExitCode.ShouldBe(0);
        }
        _kernel = new(Run) { IsBackground = true };
        _kernel.Start();
    }

    public string Folder => _folder.File("report");

    private string Request => Path.Combine(Folder, $"attestry-agent-{Environment.ProcessId}");

    public void Dispose()
    {
        _ended = true;
        // Whoever waits for a writer has one, and reads nothing.
        using (File.Open(Of("inblob"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
        }
        _kernel.Join();
        _folder.Dispose();
    }

    private string Of(string name) => Path.Combine(Request, name);

    private void Run()
    {
        while (true)
        {
            using var content = new MemoryStream();
            using (var inblob = File.Open(Of("inblob"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                inblob.CopyTo(content);
            if (_ended)
                return;
            using var outblob = File.Open(Of("outblob"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            try
            {
                outblob.Write(_answer(content.ToArray()));
            }
            catch (IOException)
            {
                // Who asked has heard enough.
            }
        }
    }
}
