using System.Text;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Formatting;

/// <summary>Lines with their indentation, and the comments that go on or between them, in the order of the source.</summary>
internal sealed class LineWriter(IReadOnlyList<Comment> comments)
{
    private readonly StringBuilder _text = new();
    private readonly List<Comment> _atEnd = [];
    private int _next;
    private int _level;
    private bool _inLine;
    private bool _delayed;

    /// <summary>A comment waits for the end of the line.</summary>
    internal bool HasPending => _atEnd.Count > 0;

    /// <summary>A comment that was not yet written stands above <paramref name="row"/>.</summary>
    internal bool HasCommentAbove(int row) => _next < comments.Count && comments[_next].Location.Row < row;

    /// <summary>A comment stands on <paramref name="row"/> or below it and above <paramref name="end"/>.</summary>
    internal bool HasComment(int row, int end) => Following(row) < end;

    internal void Write(string text)
    {
        if (!_inLine)
            _text.Append('\t', _level);
        _inLine = true;
        _text.Append(text);
    }

    internal void EndLine()
    {
        if (!_delayed)
        {
            foreach (var comment in _atEnd)
                _text.Append(" #").Append(comment.Text);
            _atEnd.Clear();
        }
        (_delayed, _inLine) = (false, false);
        _text.Append('\n');
    }

    internal void Blank()
    {
        if (_text.Length > 1 && !(_text[^1] == '\n' && _text[^2] == '\n'))
            _text.Append('\n');
    }

    internal void Up() => _level++;

    internal void Down() => _level--;

    /// <summary>The next end of a line is that of an opening bracket: what waits belongs to the line after it.</summary>
    internal void Delay() => _delayed = true;

    /// <summary>Comments above a row are written on their own lines, or at the end of a line that was begun; those on the row wait for its end.</summary>
    internal void Comments(int row)
    {
        CommentsAbove(row);
        for (; _next < comments.Count && comments[_next].Location.Row == row; _next++)
            _atEnd.Add(comments[_next]);
    }

    internal void CommentsAbove(int row)
    {
        var last = 0;
        for (; HasCommentAbove(row); _next++)
        {
            var comment = comments[_next];
            if (_inLine)
            {
                _atEnd.Add(comment);
                continue;
            }
            if (last > 0 && comment.Location.Row - last > 1)
                Blank();
            Write("#" + comment.Text);
            (_inLine, last) = (false, comment.Location.Row);
            _text.Append('\n');
        }
        if (last > 0 && row - last > 1 && row != int.MaxValue)
            Blank();
    }

    /// <summary>The comments on a row and those above that are still to come, as they go at the end of a line.</summary>
    internal string TakeComments(int row)
    {
        var text = new StringBuilder();
        for (; _next < comments.Count && comments[_next].Location.Row <= row; _next++)
            text.Append(" #").Append(comments[_next].Text);
        return text.ToString();
    }

    private int Following(int row)
    {
        for (var i = _next; i < comments.Count; i++)
        {
            if (comments[i].Location.Row >= row)
                return comments[i].Location.Row;
        }
        return int.MaxValue;
    }

    public override string ToString() => _text.ToString().Trim('\n') + "\n";
}
