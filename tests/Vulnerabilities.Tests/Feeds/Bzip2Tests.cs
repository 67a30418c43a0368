using System.Text;
using Attestry.Vulnerabilities.Feeds.Bzip2;

namespace Attestry.Vulnerabilities.Tests.Feeds;

/// <summary>What the bzip2 program packed.</summary>
public sealed class Bzip2Tests
{
    private const string Hello = "QlpoOTFBWSZTWctS5WcAAAVRAAAQQAQCRKAAISQxCGAvGETHFReLuSKcKEhlqXKzgA==";

    private const string Runs = "QlpoOTFBWSZTWSRoZQYAAAXhAeAAAgA4AACAAAggACEVDaahDAjJApOG+VjdbifF3JFOFCQJGhlBgA==";

    private const string Empty = "QlpoORdyRThQkAAAAAA=";

    [Fact]
    public void Texts_runs_and_nothing_at_all_are_unpacked()
    {
        Text(Bytes(Hello)).ShouldBe("hello, hello, hello\n");
        Text(Bytes(Runs)).ShouldBe(new string('a', 1000) + "bbbbccccc" + new string('a', 280));
        Text(Bytes(Empty)).ShouldBe("");
    }

    [Fact]
    public void Streams_in_a_row_are_one() => Text([.. Bytes(Hello), .. Bytes(Empty), .. Bytes(Hello)]).ShouldBe("hello, hello, hello\nhello, hello, hello\n");

    [Fact]
    public void It_is_the_same_read_byte_by_byte()
    {
        using var stream = new Bzip2Stream(new MemoryStream(Bytes(Runs)));
        var bytes = new List<byte>();
        while (stream.ReadByte() is >= 0 and var one)
            bytes.Add((byte)one);
        bytes.Count.ShouldBe(1289);
    }

    [Fact]
    public void Each_bit_that_is_turned_and_each_byte_that_is_missing_is_noticed()
    {
        foreach (var packed in new[] { Bytes(Hello), Bytes(Runs) })
        {
            var content = Text(packed);
            for (var bit = 0; bit < packed.Length * 8; bit++)
            {
                var turned = packed.ToArray();
                turned[bit / 8] ^= (byte)(0x80 >> (bit % 8));
                // The size of blocks may be larger than is needed, a table may be given that nobody selects, and the last byte is filled up: the content is the same then.
                if (Try(turned) is { } text)
                    text.ShouldBe(content);
            }
            for (var length = 0; length < packed.Length; length++)
                Try(packed[..length]).ShouldBeNull();
        }
    }

    private static byte[] Bytes(string base64) => Convert.FromBase64String(base64);

    private static string? Try(byte[] packed)
    {
        try
        {
            return Text(packed);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string Text(byte[] packed)
    {
        using var stream = new StreamReader(new Bzip2Stream(new MemoryStream(packed)), Encoding.Latin1);
        return stream.ReadToEnd();
    }
}
