using System.Text;

namespace Attestry.HostAgent.Tests;

/// <summary>Text that one task writes and another reads meanwhile.</summary>
internal sealed class LogText : TextWriter
{
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_text)
            _text.Append(value);
    }

    public override string ToString()
    {
        lock (_text)
            return _text.ToString();
    }
}
